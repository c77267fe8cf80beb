FROM debian:bookworm-slim
ARG user=jenkins
ARG group=jenkins
ARG uid=1000
ARG JENKINS_VERSION
ENV JENKINS_VERSION=${JENKINS_VERSION:-2.452.2}
ARG JENKINS_SHA=360efc8438db9a4ba20772981d4257cfe6837bf0c3fb8c8e9b2253d8ce6ba339
ARG JENKINS_URL=https://repo.jenkins-ci.org/public/org/jenkins-ci/main/jenkins-war/${JENKINS_VERSION}/jenkins-war-${JENKINS_VERSION}.war
ENV JENKINS_HOME=/var/jenkins_home
ENV COPY_REFERENCE_FILE_LOG=$JENKINS_HOME/copy_reference_file.log
RUN curl -fsSL ${JENKINS_URL} -o /usr/share/jenkins/jenkins.war && echo "${JENKINS_SHA}  /usr/share/jenkins/jenkins.war" >/tmp/jenkins_sha && sha256sum -c --strict /tmp/jenkins_sha && rm -f /tmp/jenkins_sha
ENV JENKINS_UC=https://updates.jenkins.io
COPY jenkins-support /usr/local/bin/jenkins-support
COPY jenkins.sh /usr/local/bin/jenkins.sh
COPY tini_pub.gpg "${JENKINS_HOME}/tini_pub.gpg"
ENTRYPOINT ["/usr/bin/tini", "--", "/usr/local/bin/jenkins.sh"]
