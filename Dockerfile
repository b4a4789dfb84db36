# The agent as an image. Its configuration is mounted at /etc/plumbline/plumbline.yaml, its caches live in /var/lib/plumbline
# (`data: /var/lib/plumbline`). The health check needs `serve: {port: 8080}` there.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY schemas schemas
COPY agent agent
COPY simulator simulator
RUN npm run build

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force

FROM node:24-slim
ENV NODE_ENV=production
# Git reads many blobs faster, and CI systems check out with it what they run `plumbline` on.
RUN apt-get update && apt-get install --yes --no-install-recommends git && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
RUN ln -s /app/dist/agent/main.js /usr/local/bin/plumbline && install -d -o node -g node /var/lib/plumbline
VOLUME /var/lib/plumbline
USER node
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/agent/main.js"]
CMD ["run", "--config", "/etc/plumbline/plumbline.yaml"]
