FROM eclipse-temurin:21-jre
ENV JAVA_VERSION=jdk-21.0.3+9
RUN keytool -importcert -noprompt -cacerts -storepass changeit -alias corp -file /usr/local/share/corp.crt
COPY --chown=1000 target/*.jar /app/app.jar
ENV SPRING_CONFIG_IMPORT=optional:configtree:/run/secrets/ JDBC_PASSWORD_FILE=/run/secrets/db SPRING_DATASOURCE_URL=jdbc:postgresql://db:5432/app
HEALTHCHECK --interval=30s CMD curl -f http://localhost:8080/actuator/health || exit 1
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-jar", "/app/app.jar"]
