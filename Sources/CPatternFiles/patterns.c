#include "CPatternFiles.h"

// One #embed and one entry a file of Patterns/; a test compares the list with the folder.

static const unsigned char ai_agents_and_tools[] = {
#embed "../../Patterns/ai-agents-and-tools.toml"
};

static const unsigned char ai_china_and_apps[] = {
#embed "../../Patterns/ai-china-and-apps.toml"
};

static const unsigned char ai_hosting[] = {
#embed "../../Patterns/ai-hosting.toml"
};

static const unsigned char ai_inference[] = {
#embed "../../Patterns/ai-inference.toml"
};

static const unsigned char ai_speech[] = {
#embed "../../Patterns/ai-speech.toml"
};

static const unsigned char ai_vector_and_tracing[] = {
#embed "../../Patterns/ai-vector-and-tracing.toml"
};

static const unsigned char ai[] = {
#embed "../../Patterns/ai.toml"
};

static const unsigned char analytics_and_flags[] = {
#embed "../../Patterns/analytics-and-flags.toml"
};

static const unsigned char business[] = {
#embed "../../Patterns/business.toml"
};

static const unsigned char certificates[] = {
#embed "../../Patterns/certificates.toml"
};

static const unsigned char chat_more[] = {
#embed "../../Patterns/chat-more.toml"
};

static const unsigned char chat_support_more[] = {
#embed "../../Patterns/chat-support-more.toml"
};

static const unsigned char chat_support[] = {
#embed "../../Patterns/chat-support.toml"
};

static const unsigned char chat[] = {
#embed "../../Patterns/chat.toml"
};

static const unsigned char ci[] = {
#embed "../../Patterns/ci.toml"
};

static const unsigned char cloud_aws[] = {
#embed "../../Patterns/cloud-aws.toml"
};

static const unsigned char cloud_azure[] = {
#embed "../../Patterns/cloud-azure.toml"
};

static const unsigned char cloud_dns_cdn[] = {
#embed "../../Patterns/cloud-dns-cdn.toml"
};

static const unsigned char cloud_google[] = {
#embed "../../Patterns/cloud-google.toml"
};

static const unsigned char cloud_others[] = {
#embed "../../Patterns/cloud-others.toml"
};

static const unsigned char cloud_platforms[] = {
#embed "../../Patterns/cloud-platforms.toml"
};

static const unsigned char cloud_storage[] = {
#embed "../../Patterns/cloud-storage.toml"
};

static const unsigned char code_hosts[] = {
#embed "../../Patterns/code-hosts.toml"
};

static const unsigned char commerce[] = {
#embed "../../Patterns/commerce.toml"
};

static const unsigned char communication_apis[] = {
#embed "../../Patterns/communication-apis.toml"
};

static const unsigned char container_registries[] = {
#embed "../../Patterns/container-registries.toml"
};

static const unsigned char credential_files_applications[] = {
#embed "../../Patterns/credential-files-applications.toml"
};

static const unsigned char credential_files_clouds[] = {
#embed "../../Patterns/credential-files-clouds.toml"
};

static const unsigned char credential_files_daemons[] = {
#embed "../../Patterns/credential-files-daemons.toml"
};

static const unsigned char credential_files_databases[] = {
#embed "../../Patterns/credential-files-databases.toml"
};

static const unsigned char credential_files_networks[] = {
#embed "../../Patterns/credential-files-networks.toml"
};

static const unsigned char credential_files_packages[] = {
#embed "../../Patterns/credential-files-packages.toml"
};

static const unsigned char credential_files_systems[] = {
#embed "../../Patterns/credential-files-systems.toml"
};

static const unsigned char credential_files_tools[] = {
#embed "../../Patterns/credential-files-tools.toml"
};

static const unsigned char crypto_wallets[] = {
#embed "../../Patterns/crypto-wallets.toml"
};

static const unsigned char crypto[] = {
#embed "../../Patterns/crypto.toml"
};

static const unsigned char data_apis[] = {
#embed "../../Patterns/data-apis.toml"
};

static const unsigned char data_bi_and_catalogs[] = {
#embed "../../Patterns/data-bi-and-catalogs.toml"
};

static const unsigned char data_hosted_databases[] = {
#embed "../../Patterns/data-hosted-databases.toml"
};

static const unsigned char data_platforms[] = {
#embed "../../Patterns/data-platforms.toml"
};

static const unsigned char database_commands[] = {
#embed "../../Patterns/database-commands.toml"
};

static const unsigned char databases[] = {
#embed "../../Patterns/databases.toml"
};

static const unsigned char documents[] = {
#embed "../../Patterns/documents.toml"
};

static const unsigned char frameworks[] = {
#embed "../../Patterns/frameworks.toml"
};

static const unsigned char generic[] = {
#embed "../../Patterns/generic.toml"
};

static const unsigned char identity[] = {
#embed "../../Patterns/identity.toml"
};

static const unsigned char infrastructure[] = {
#embed "../../Patterns/infrastructure.toml"
};

static const unsigned char iot[] = {
#embed "../../Patterns/iot.toml"
};

static const unsigned char keys_and_jwt[] = {
#embed "../../Patterns/keys-and-jwt.toml"
};

static const unsigned char mail[] = {
#embed "../../Patterns/mail.toml"
};

static const unsigned char maps_media[] = {
#embed "../../Patterns/maps-media.toml"
};

static const unsigned char market_data[] = {
#embed "../../Patterns/market-data.toml"
};

static const unsigned char mobile_games[] = {
#embed "../../Patterns/mobile-games.toml"
};

static const unsigned char monitoring_more[] = {
#embed "../../Patterns/monitoring-more.toml"
};

static const unsigned char monitoring[] = {
#embed "../../Patterns/monitoring.toml"
};

static const unsigned char more_services[] = {
#embed "../../Patterns/more-services.toml"
};

static const unsigned char office_and_projects[] = {
#embed "../../Patterns/office-and-projects.toml"
};

static const unsigned char package_registries[] = {
#embed "../../Patterns/package-registries.toml"
};

static const unsigned char payment_more[] = {
#embed "../../Patterns/payment-more.toml"
};

static const unsigned char payment[] = {
#embed "../../Patterns/payment.toml"
};

static const unsigned char projects[] = {
#embed "../../Patterns/projects.toml"
};

static const unsigned char push[] = {
#embed "../../Patterns/push.toml"
};

static const unsigned char reference_apis[] = {
#embed "../../Patterns/reference-apis.toml"
};

static const unsigned char sales_and_marketing[] = {
#embed "../../Patterns/sales-and-marketing.toml"
};

static const unsigned char scraping_and_capture[] = {
#embed "../../Patterns/scraping-and-capture.toml"
};

static const unsigned char security_intelligence[] = {
#embed "../../Patterns/security-intelligence.toml"
};

static const unsigned char servers[] = {
#embed "../../Patterns/servers.toml"
};

static const unsigned char sms[] = {
#embed "../../Patterns/sms.toml"
};

static const unsigned char social[] = {
#embed "../../Patterns/social.toml"
};

static const unsigned char travel_news[] = {
#embed "../../Patterns/travel-news.toml"
};

static const contraband_pattern_file_t files[] = {
    {"ai-agents-and-tools.toml", ai_agents_and_tools, sizeof ai_agents_and_tools},
    {"ai-china-and-apps.toml", ai_china_and_apps, sizeof ai_china_and_apps},
    {"ai-hosting.toml", ai_hosting, sizeof ai_hosting},
    {"ai-inference.toml", ai_inference, sizeof ai_inference},
    {"ai-speech.toml", ai_speech, sizeof ai_speech},
    {"ai-vector-and-tracing.toml", ai_vector_and_tracing, sizeof ai_vector_and_tracing},
    {"ai.toml", ai, sizeof ai},
    {"analytics-and-flags.toml", analytics_and_flags, sizeof analytics_and_flags},
    {"business.toml", business, sizeof business},
    {"certificates.toml", certificates, sizeof certificates},
    {"chat-more.toml", chat_more, sizeof chat_more},
    {"chat-support-more.toml", chat_support_more, sizeof chat_support_more},
    {"chat-support.toml", chat_support, sizeof chat_support},
    {"chat.toml", chat, sizeof chat},
    {"ci.toml", ci, sizeof ci},
    {"cloud-aws.toml", cloud_aws, sizeof cloud_aws},
    {"cloud-azure.toml", cloud_azure, sizeof cloud_azure},
    {"cloud-dns-cdn.toml", cloud_dns_cdn, sizeof cloud_dns_cdn},
    {"cloud-google.toml", cloud_google, sizeof cloud_google},
    {"cloud-others.toml", cloud_others, sizeof cloud_others},
    {"cloud-platforms.toml", cloud_platforms, sizeof cloud_platforms},
    {"cloud-storage.toml", cloud_storage, sizeof cloud_storage},
    {"code-hosts.toml", code_hosts, sizeof code_hosts},
    {"commerce.toml", commerce, sizeof commerce},
    {"communication-apis.toml", communication_apis, sizeof communication_apis},
    {"container-registries.toml", container_registries, sizeof container_registries},
    {"credential-files-applications.toml", credential_files_applications, sizeof credential_files_applications},
    {"credential-files-clouds.toml", credential_files_clouds, sizeof credential_files_clouds},
    {"credential-files-daemons.toml", credential_files_daemons, sizeof credential_files_daemons},
    {"credential-files-databases.toml", credential_files_databases, sizeof credential_files_databases},
    {"credential-files-networks.toml", credential_files_networks, sizeof credential_files_networks},
    {"credential-files-packages.toml", credential_files_packages, sizeof credential_files_packages},
    {"credential-files-systems.toml", credential_files_systems, sizeof credential_files_systems},
    {"credential-files-tools.toml", credential_files_tools, sizeof credential_files_tools},
    {"crypto-wallets.toml", crypto_wallets, sizeof crypto_wallets},
    {"crypto.toml", crypto, sizeof crypto},
    {"data-apis.toml", data_apis, sizeof data_apis},
    {"data-bi-and-catalogs.toml", data_bi_and_catalogs, sizeof data_bi_and_catalogs},
    {"data-hosted-databases.toml", data_hosted_databases, sizeof data_hosted_databases},
    {"data-platforms.toml", data_platforms, sizeof data_platforms},
    {"database-commands.toml", database_commands, sizeof database_commands},
    {"databases.toml", databases, sizeof databases},
    {"documents.toml", documents, sizeof documents},
    {"frameworks.toml", frameworks, sizeof frameworks},
    {"generic.toml", generic, sizeof generic},
    {"identity.toml", identity, sizeof identity},
    {"infrastructure.toml", infrastructure, sizeof infrastructure},
    {"iot.toml", iot, sizeof iot},
    {"keys-and-jwt.toml", keys_and_jwt, sizeof keys_and_jwt},
    {"mail.toml", mail, sizeof mail},
    {"maps-media.toml", maps_media, sizeof maps_media},
    {"market-data.toml", market_data, sizeof market_data},
    {"mobile-games.toml", mobile_games, sizeof mobile_games},
    {"monitoring-more.toml", monitoring_more, sizeof monitoring_more},
    {"monitoring.toml", monitoring, sizeof monitoring},
    {"more-services.toml", more_services, sizeof more_services},
    {"office-and-projects.toml", office_and_projects, sizeof office_and_projects},
    {"package-registries.toml", package_registries, sizeof package_registries},
    {"payment-more.toml", payment_more, sizeof payment_more},
    {"payment.toml", payment, sizeof payment},
    {"projects.toml", projects, sizeof projects},
    {"push.toml", push, sizeof push},
    {"reference-apis.toml", reference_apis, sizeof reference_apis},
    {"sales-and-marketing.toml", sales_and_marketing, sizeof sales_and_marketing},
    {"scraping-and-capture.toml", scraping_and_capture, sizeof scraping_and_capture},
    {"security-intelligence.toml", security_intelligence, sizeof security_intelligence},
    {"servers.toml", servers, sizeof servers},
    {"sms.toml", sms, sizeof sms},
    {"social.toml", social, sizeof social},
    {"travel-news.toml", travel_news, sizeof travel_news},
};

size_t contraband_pattern_file_count(void) { return sizeof files / sizeof files[0]; }

contraband_pattern_file_t contraband_pattern_file(size_t index) { return files[index]; }
