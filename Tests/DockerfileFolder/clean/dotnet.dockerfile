FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
WORKDIR /src
COPY *.csproj NuGet.config ./
RUN --mount=type=secret,id=nuget dotnet nuget update source acme --username ci --password "$(cat /run/secrets/nuget)" --store-password-in-clear-text --configfile /tmp/n.config && dotnet restore && rm /tmp/n.config
COPY . .
RUN dotnet publish -c Release -o /out
FROM mcr.microsoft.com/dotnet/aspnet:8.0
ENV ASPNETCORE_URLS=http://+:8080 DOTNET_RUNNING_IN_CONTAINER=true DataProtection__KeyPath=/keys
COPY --from=build /out .
ENTRYPOINT ["dotnet", "App.dll"]
