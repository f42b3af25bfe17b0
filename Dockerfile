# The image of Rungs: the program, its libraries, certificates and the samples. `make image` builds it;
# Sources/rungs/Documentation.docc/Deployment.md says how it is run.

FROM swift:6.3.1-bookworm AS build
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
# The versions of a stable release change only to mend it.
# hadolint ignore=DL3008
RUN apt-get update -q \
 && apt-get install -q -y --no-install-recommends libssl-dev zlib1g-dev pkg-config \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
# A fixed folder, and no debug information, which would hold paths: the same sources and the same base give the same
# program, byte for byte.
RUN swift build -c release --static-swift-stdlib --product rungs -debug-info-format none -Xlinker -s \
 && install -D -t /image/usr/local/bin .build/release/rungs \
 && install -D -m 644 -t /image/usr/lib /usr/lib/*-linux-gnu/libz.so.1 \
 && install -D -m 644 -t /image/usr/share/rungs/samples Config/samples/*.json \
 && install -D -m 644 -t /image/data Config/samples/*.json \
 && install -D -m 644 -t /image/usr/share/doc/rungs LICENSE \
 && /image/usr/local/bin/rungs validate --strict /image/data

# libc, libstdc++, OpenSSL and certificates; no shell.
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /image /
# What is mounted at /data takes the place of the samples.
ENV RUNGS_DATA=/data RUNGS_HOST=::
USER 65532:65532
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=4s --start-period=60s --retries=3 CMD ["/usr/local/bin/rungs", "healthcheck"]
ENTRYPOINT ["/usr/local/bin/rungs"]
CMD ["serve"]

ARG VERSION=0.1.0
ARG REVISION
ARG SOURCE
LABEL org.opencontainers.image.title="Rungs" \
      org.opencontainers.image.description="Serves a folder of occupational skills frameworks as an HTTP API" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}"
