# Builds the images of the services: docker build --build-arg SERVICE=feed-service .
# The stage "secrets" is the program that creates the secrets of a deployment.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
ENV MAVEN_ARGS="-B -ntp -q -DskipTests -Dspotless.apply.skip -Dspotless.check.skip"
ARG MODULES=gateway,user-service,feed-service,storage-service,launcher

# The libraries. They are downloaded again only when a pom.xml has changed.
COPY pom.xml ./
COPY .mvn .mvn
COPY worker/pom.xml worker/
COPY shard-client/pom.xml shard-client/
COPY service-kit/pom.xml service-kit/
COPY internal-api/pom.xml internal-api/
COPY client-api/pom.xml client-api/
COPY user-service/pom.xml user-service/
COPY feed-service/pom.xml feed-service/
COPY storage-service/pom.xml storage-service/
COPY gateway/pom.xml gateway/
COPY launcher/pom.xml launcher/
COPY acceptance-tests/pom.xml acceptance-tests/
RUN mvn package -pl $MODULES -am -Dspring-boot.repackage.skip

COPY worker/src worker/src
COPY shard-client/src shard-client/src
COPY service-kit/src service-kit/src
COPY internal-api/src internal-api/src
COPY client-api/src client-api/src
COPY user-service/src user-service/src
COPY feed-service/src feed-service/src
COPY storage-service/src storage-service/src
COPY gateway/src gateway/src
COPY launcher/src launcher/src
RUN mvn package -pl $MODULES -am \
 && for service in gateway user-service feed-service storage-service; do \
        java -Djarmode=tools -jar $service/target/$service-*-exec.jar extract --layers \
            --application-filename service.jar --destination /layers/$service || exit 1; \
    done \
 && mkdir -p /secrets-program \
 && cp launcher/target/launcher-*.jar launcher/target/lib/nimbus-jose-jwt-*.jar launcher/target/lib/picocli-*.jar \
        /secrets-program/


FROM eclipse-temurin:25-jre AS secrets
COPY --from=build /secrets-program/ /app/
COPY --chmod=0555 docker/make-secrets /app/make-secrets
ENTRYPOINT ["/app/make-secrets"]


# A training run: the service starts up to the point where it would begin to serve. The JVM stores what it loaded in an AOT
# cache (JEP 483, 515). A start with the cache takes half of the CPU time. The cache is a layer of some 90 to 120 MB, which
# every change of code rebuilds.
# The alternative is a cache of the libraries only, with the code after them on the class path. Then the layer would change
# only with the libraries, but a start would take 6 to 18 percent more. Fast starts matter more, because starts follow
# failures. Layers are transferred only in a deployment.
# The secrets for the training run are created for it alone and do not leave this stage.
FROM eclipse-temurin:25-jre AS rehearsal
WORKDIR /app
COPY --from=build /secrets-program/ /secrets-program/
ARG SERVICE
COPY --from=build /layers/${SERVICE}/dependencies/ ./
COPY --from=build /layers/${SERVICE}/snapshot-dependencies/ ./
COPY --from=build /layers/${SERVICE}/application/ ./
RUN java -cp '/secrets-program/*' io.rookery.launcher.command.MakeSecrets /rehearsal; \
    java -XX:AOTCacheOutput=/app/service.aot -XX:+UseSerialGC -Xss512k \
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -Dspring.context.exit=onRefresh -Drookery.secrets.directory=/rehearsal/${SERVICE} \
        -Drookery.storage.shards[0].name=rehearsal -Drookery.storage.shards[0].hosts[0]=127.0.0.1:9 \
        -jar /app/service.jar >/tmp/log 2>&1; \
    test -s /app/service.aot || { cat /tmp/log; exit 1; }


FROM eclipse-temurin:25-jre
RUN groupadd --gid 10001 rookery \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin rookery
WORKDIR /app
COPY --chmod=0555 docker/start-service docker/is-ready /app/

# Layers that seldom change come first. After a change of code only the last two are new: the application (0.7 MB) and the
# AOT cache.
ARG SERVICE
COPY --from=build /layers/${SERVICE}/dependencies/ ./
COPY --from=build /layers/${SERVICE}/snapshot-dependencies/ ./
COPY --from=build /layers/${SERVICE}/application/ ./
COPY --from=rehearsal /app/service.aot ./

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
# Only those who wait for a start use this check. An instance that has just begun to serve may answer slowly for a while.
HEALTHCHECK --interval=15s --timeout=5s --start-period=300s --retries=3 CMD ["/app/is-ready"]
ENTRYPOINT ["/app/start-service"]
