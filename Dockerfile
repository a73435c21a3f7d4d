# The bot in a container: installed in one stage, run in another by a user who owns nothing but its data.
FROM python:3.11-slim AS build
WORKDIR /source
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY models models
COPY papers papers
COPY schedules schedules
RUN python -m venv /opt/secretariat \
    && /opt/secretariat/bin/pip install --no-cache-dir --constraint constraints.txt .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/secretariat secretariat
COPY --from=build /opt/secretariat /opt/secretariat
ENV PATH="/opt/secretariat/bin:$PATH" \
    SECRETARIAT_HOST=0.0.0.0 \
    SECRETARIAT_PORT=8023 \
    SECRETARIAT_DATABASE_URL=sqlite:////var/lib/secretariat/secretariat.db
USER secretariat
WORKDIR /var/lib/secretariat
VOLUME /var/lib/secretariat
EXPOSE 8023
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["python", "-c", \
    "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['SECRETARIAT_PORT'] + '/healthz', timeout=8)"]
CMD ["secretariat", "serve"]
