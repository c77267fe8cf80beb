FROM php:8.2-apache
RUN set -ex; docker-php-ext-install -j "$(nproc)" bcmath exif gd intl mysqli zip
RUN { echo 'opcache.memory_consumption=128'; echo 'opcache.interned_strings_buffer=8'; } > /usr/local/etc/php/conf.d/opcache-recommended.ini
RUN set -eux; \
	version='6.5.4'; sha1='2caf5cb0ce4be5ad5ff1e2bcc2b4a1be5db8b1f7'; \
	curl -o wordpress.tar.gz -fL "https://wordpress.org/wordpress-$version.tar.gz"; \
	echo "$sha1 *wordpress.tar.gz" | sha1sum -c -; \
	tar -xzf wordpress.tar.gz -C /usr/src/; rm wordpress.tar.gz
VOLUME /var/www/html
COPY --chown=www-data:www-data wp-config-docker.php /usr/src/wordpress/
COPY docker-entrypoint.sh /usr/local/bin/
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["apache2-foreground"]
