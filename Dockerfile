FROM python:3.11-slim
RUN useradd --create-home writer
WORKDIR /app
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY longwriter_agents ./longwriter_agents
COPY graphs ./graphs
COPY prompts ./prompts
RUN pip install --no-cache-dir -c constraints.txt ".[all]" && mkdir /data && chown writer /data
ENV LONGWRITER_HOME=/data
USER writer
VOLUME /data
WORKDIR /out
ENTRYPOINT ["longwriter"]
CMD ["--help"]
