FROM debian:12
RUN apt-get update && apt-get install -y openssh-server && rm -f /etc/ssh/ssh_host_*
RUN sed -i 's/#PasswordAuthentication yes/PasswordAuthentication no/' /etc/ssh/sshd_config && echo 'PermitRootLogin prohibit-password' >> /etc/ssh/sshd_config
COPY authorized_keys id_ed25519.pub /root/.ssh/
CMD ["sh", "-c", "ssh-keygen -A && exec /usr/sbin/sshd -D -e"]
