# The command line, the service and its workers in one image. Versions are those of constraints.txt; nothing runs as root.
FROM python:3.11-slim
RUN useradd --create-home --uid 10001 writer && mkdir /data /out && chown writer /data /out
WORKDIR /app
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY longwriter_agents ./longwriter_agents
COPY graphs ./graphs
COPY prompts ./prompts
RUN pip install --no-cache-dir -c constraints.txt ".[all,otel]"
ENV LONGWRITER_HOME=/data PYTHONUNBUFFERED=1
USER writer
VOLUME /data
WORKDIR /out
EXPOSE 8080
ENTRYPOINT ["longwriter"]
CMD ["--help"]
