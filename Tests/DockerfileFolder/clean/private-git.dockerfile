# syntax=docker/dockerfile:1
FROM golang:1.22 AS build
ENV GOPRIVATE=github.com/acme/*
RUN mkdir -p -m 0700 ~/.ssh && ssh-keyscan github.com >> ~/.ssh/known_hosts
RUN git config --global url."git@github.com:".insteadOf "https://github.com/"
COPY go.mod go.sum ./
RUN --mount=type=ssh go mod download
RUN --mount=type=secret,id=sentry,env=SENTRY_AUTH_TOKEN sentry-cli releases new app
FROM gcr.io/distroless/static
COPY --from=build /app /app
ENTRYPOINT ["/app"]
