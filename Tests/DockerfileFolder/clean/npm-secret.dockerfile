# syntax=docker/dockerfile:1
FROM node:20-alpine
WORKDIR /app
ENV NPM_CONFIG_LOGLEVEL=warn
COPY package.json package-lock.json ./
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=cache,target=/root/.npm npm ci
COPY src ./src
USER node
CMD ["node", "src/index.js"]
