/// Rules that do not find their first example in an encoding, and why.
struct EncodingLimit: Sendable {
  var reason: String
  var encodings: [String]
  var rules: Set<String>

  init(_ reason: String, in encodings: [String], _ rules: String) {
    self.reason = reason
    self.encodings = encodings
    self.rules = Set(rules.split { $0 == " " || $0 == "\n" }.map(String.init))
  }

  /// Why `rule` finds nothing in `encoding`; nil where it must.
  static func reason(_ rule: String, _ encoding: Encoding) -> String? {
    all.first { $0.encodings.contains(encoding.name) && $0.rules.contains(rule) }?.reason
  }

  /// What decoding cannot do without decoding everything: an escape or a seam is undone only where it cuts a token,
  /// a password in a URL, or the value of a name that says secret.
  static let all: [EncodingLimit] = [
    EncodingLimit(
      "the secret is a word, or stands by its place in a command or a line",
      in: ["escapes of C", "escapes of JSON", "percent signs", "references of XML"],
      """
        bip39-seed-phrase chpasswd-password claws-password-store clickhouse-client-password
        cloud-init-chpasswd curl-user-password deadmanssnitch-url debconf-password
        erlang-cookie-variable expect-send gitlab-feature-flag-token go-dsn-password google-app-password
        hex-write-key htpasswd-command-password huggingface-legacy-token idapro-licence-id
        imgur-client-id jboss-datasource-password jdbc-oracle-password ldap-bind-password
        ldap-cli-password lftp-password mailtrap-smtp-password mongo-cli-password mysql-cli-password
        olark-api-key openvpn-inline-login oracle-easy-connect-password passwd-stdin-password
        phoenix-signing-salt php-mysql-connect-password pipedream-webhook postfix-sasl-map proftpd-sql
        rabbitmq-erlang-cookie raygun-api-key rdp-password reddit-client-id redhat-registration-password
        redis-acl-user sendmail-authinfo smbclient-password snmp-user solana-keypair-array
        sql-identified-by-password sql-identified-by-unquoted sql-password-clause sql-set-password
        sqlcmd-password sqlplus-password sshpass-password sublime-licence sumologic-access-id
        vpn-wifi-psk websphere-xor-password wordpress-application-password wordpress-salt zapier-webhook
      """),
    EncodingLimit(
      "the parts are no tokens by themselves: words, short runs between slashes and dots, a command's arguments",
      in: ["strings joined by +", "strings on several lines"],
      """
        ably-api-key-old akamai-client-secret ansible-password apple-fastlane-session
        aspnet-data-protection-key aspnet-decryption-key assigned-secret-definition aws-amplify-webhook
        aws-api-gateway-api-key azure-app-configuration-connection-string azure-container-registry-key
        azure-iot-hub-connection-string azure-service-bus-connection-string azure-sql-connection-string
        baseten-api-key bilibili-sessdata bip39-seed-phrase browserstack-hub-url ceph-secret-key
        chpasswd-password cloud-init-chpasswd composer-http-basic-password deadmanssnitch-url
        debconf-password discord-bot-token django-database-password elastic-bonsai-url
        erlang-cookie-variable evernote-developer-token expect-send git-host-url-password gitea-secret
        gitlab-feature-flag-token google-app-password google-static-maps-client-signature
        googlesource-git-cookie gotify-token harbor-robot-secret helpcrunch-any-key hex-write-key
        htpasswd-command-password huggingface-legacy-token ifttt-webhook-url instagram-access-token-old
        jdbc-url-password kafka-jaas-password keybase-paper-webhook kubernetes-encryption-key
        ldap-cli-password magento-crypt-key magento-crypt-key-xml mailjet-basic-auth
        mapillary-access-token mattermost-webhook mux-token-secret netlify-build-hook
        nostr-wallet-connect-uri olark-api-key openvpn-inline-login oracle-easy-connect-password
        passwd-stdin-password phoenix-signing-salt php-mysql-connect-password phpmyadmin-server-password
        postfix-sasl-map postman-mock-url-key proftpd-sql proxy-authorization-header pumble-webhook
        rabbitmq-erlang-cookie rabbitmq-password-hash redhat-activation-key redhat-registration-password
        rtsp-url-password saucelabs-hub-url sendmail-authinfo shutterstock-api-secret
        sidekiq-credentials-url slack-commands-response-url slack-incoming-webhook
        slack-workflow-webhook smbclient-password snmp-user solana-keypair-array spyfu-key
        sql-identified-by-password sql-identified-by-unquoted sql-password-clause sql-set-password
        sqlcmd-password storyblok-key sublime-licence syncfusion-licence-key tomcat-keystore-password
        tomcat-user-password tsig-key twist-webhook url-query-key vercel-edge-config-url vless-url
        vpn-wifi-psk websphere-xor-password wireguard-private-key wordpress-application-password
        wordpress-salt workos-cookie-password zapier-webhook zookeeper-super-digest
      """),
    EncodingLimit(
      "lines of a daemon's own settings: no name with an operator, no token, for which escapes would be undone",
      in: ["escapes of C", "escapes of JSON", "percent signs", "references of XML"],
      """
        basic-auth-pair bitcoin-rpcauth cisco-encrypted-password cisco-password cups-authinfo
        directive-password fluent-shared-key freeradius-client-secret irc-die-password
        jmx-remote-password kubernetes-token-file lftp-open-login mongo-change-password
        mosquitto-password nickserv-identify oath-users-file passphrase-words passwd-file-plain
        proxy-header-secret pwdump-hash s3fs-bucket-secret sip-register snmp-community squid-peer-login
        statement-password turn-user ultravnc-password windows-answer-file znc-password-hash
        znc-server-password
      """),
    EncodingLimit(
      "lines of a daemon's own settings are no strings of a program",
      in: ["strings joined by +", "strings on several lines"],
      """
        basic-auth-pair bitcoin-rpcauth cisco-encrypted-password cisco-password cups-authinfo
        directive-password fluent-shared-key freeradius-client-secret irc-cloak-key irc-die-password
        jmx-remote-password kubernetes-token-file ldap-syncrepl-credentials mailbox-pin
        mongo-change-password mosquitto-password nickserv-identify passphrase-words passwd-file-plain
        proxy-param-password s3fs-bucket-secret secrets-in-list sip-register snmp-community
        squid-peer-login statement-password turn-user ultravnc-password znc-password-hash
        znc-server-password
      """),
    EncodingLimit(
      "a line that begins with blanks or a word has too few characters to be told from other bytes",
      in: ["UTF-16LE", "UTF-16BE"],
      """
        bitcoin-rpcauth fluent-shared-key jmx-remote-password turn-user znc-server-password
      """),
  ]
}
