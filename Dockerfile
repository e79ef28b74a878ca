# syntax=docker/dockerfile:1
# The service with its pages. `docker build -t marginalia .`; for a ClickHouse server, without the embedded database:
# `docker build -t marginalia:server --build-arg OMIT=optional .`
#
# Debian, because the embedded database needs glibc. Runs as nobody in particular on a read-only file system: it writes
# into /data only (and /tmp).
ARG NODE=24

FROM node:${NODE}-slim AS manifests
WORKDIR /app
COPY . .
# Installing depends on these files only, so a change elsewhere does not repeat it.
RUN find . -name package.json -o -name package-lock.json | tar -cf /manifests.tar -T -

FROM node:${NODE}-slim AS build
WORKDIR /app
RUN --mount=from=manifests,source=/manifests.tar,target=/manifests.tar tar -xf /manifests.tar
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
COPY . .
# What npm would hand out is what runs here, so nothing has to be named twice.
RUN npm run build:api && npm run build:demo && cp LICENSE NOTICE api/ \
 && npm pack --workspace=@marginalia/api --ignore-scripts --pack-destination=/tmp \
 && mkdir /service && tar -xzf /tmp/marginalia-api-*.tgz -C /service --strip-components=1

FROM node:${NODE}-slim AS packages
ARG OMIT=dev
WORKDIR /app
RUN --mount=from=manifests,source=/manifests.tar,target=/manifests.tar tar -xf /manifests.tar
RUN --mount=type=cache,target=/root/.npm \
    npm ci --ignore-scripts --workspace=api --omit=dev --omit=${OMIT} --no-audit --no-fund \
 && mkdir -p api/node_modules \
 && find node_modules api/node_modules -name '*.map' -delete \
 && rm -rf node_modules/@marginalia

FROM node:${NODE}-slim
LABEL org.opencontainers.image.title="Marginalia" \
      org.opencontainers.image.description="Learning analytics in the margin of an Open edX course" \
      org.opencontainers.image.licenses="Apache-2.0 AND AGPL-3.0-only"
WORKDIR /app/api
COPY --from=packages /app/node_modules /app/node_modules
COPY --from=packages /app/api/node_modules ./node_modules
COPY --from=build /service ./
RUN install -d -o 1000 -g 1000 -m 700 /data \
 && ln -s /app/api/bin/marginalia.mjs /usr/local/bin/marginalia
ENV NODE_ENV=production MARGINALIA_DATA=/data PORT=8080
USER 1000:1000
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# What is being stored, indexed or filled in is finished first.
STOPSIGNAL SIGTERM
CMD ["marginalia", "serve"]
