// load: sends the same request over a number of loopback connections and checks every answer.
//
//     load -p PORT -r REQUEST -b BODY [-c CONNECTIONS] [-d DEPTH] [-n COUNT] [-t SECONDS] [-o] [-s]
//
// REQUEST is a file with the bytes of one request without a body, BODY the length that every answer's body must have.
// DEPTH requests are sent in one write (pipelined), the next ones when all of them are answered. -o sends one request
// on each connection, which must ask for `Connection: close`. -s speaks TLS 1.3, with the same suite and group whatever
// the server would choose, and takes any certificate; with -o each handshake is a whole one. No request begins after
// COUNT were sent or SECONDS are over; those that are under way then have two more seconds.
//
// Prints {"completed": n, "failed": n, "seconds": s}; the first failure is told on stderr, and the exit code is 1.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { maxConnections = 1024, maxHead = 4096, bufferSize = 262144, graceSeconds = 2 };

struct connection {
    int fd;         // -1: not open
    size_t unsent;  // bytes of the batch not yet sent
    int owed;       // answers still to come
    size_t body;    // bytes of the current body still to come
    size_t held;    // bytes of an incomplete head
    bool waiting;   // registered for EPOLLOUT
    SSL *session;   // NULL: not secured
    bool secured;   // the handshake is done
    char hold[maxHead];
};

static struct connection connections[maxConnections];
static int port, depth = 1, poller, opened;
static bool onePerConnection, stopping;
static size_t batchLength;
static long bodyLength, limit = 1000000000, started, completed, failed;
static char *batch;
static SSL_CTX *context;

static void die(const char *what) {
    perror(what);
    exit(2);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void readRequest(const char *path) {
    static char request[maxHead];
    int fd = open(path, O_RDONLY);
    ssize_t length = fd < 0 ? -1 : read(fd, request, sizeof request);
    if (length <= 0) die(path);
    close(fd);
    batchLength = length * depth;
    batch = malloc(batchLength);
    for (int i = 0; i < depth; i++) memcpy(batch + i * length, request, length);
}

static void drop(struct connection *c) {
    SSL_free(c->session);
    c->session = NULL;
    close(c->fd);
    c->fd = -1;
    opened--;
}

// Counts what the connection owes as failed and gives the connection up.
static void lose(struct connection *c, const char *why) {
    if (failed == 0) fprintf(stderr, "load: %s\n", why);
    failed += depth;
    drop(c);
}

// What send(2) or recv(2) would give for what OpenSSL gave.
static ssize_t moved(struct connection *c, int n) {
    if (n > 0) return n;
    int error = SSL_get_error(c->session, n);
    if (error == SSL_ERROR_ZERO_RETURN) return 0;
    errno = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? EAGAIN : EPROTO;
    return -1;
}

static ssize_t transmit(struct connection *c, const char *bytes, size_t length) {
    if (!c->session) return send(c->fd, bytes, length, MSG_NOSIGNAL);
    if (!c->secured) {
        ssize_t done = moved(c, SSL_do_handshake(c->session));
        if (done < 0) return done;
        c->secured = true;
    }
    return moved(c, SSL_write(c->session, bytes, length));
}

static void flush(struct connection *c) {
    ssize_t sent = transmit(c, batch + batchLength - c->unsent, c->unsent);
    if (sent < 0 && errno != EAGAIN) return lose(c, strerror(errno));
    if (sent < 0 && c->session && !c->secured && SSL_want_read(c->session)) return;
    if (sent > 0) c->unsent -= sent;
    bool waits = c->unsent > 0;
    if (waits == c->waiting) return;
    struct epoll_event event = {.events = EPOLLIN | (waits ? EPOLLOUT : 0), .data.ptr = c};
    epoll_ctl(poller, EPOLL_CTL_MOD, c->fd, &event);
    c->waiting = waits;
}

// Sends the next batch, or closes the connection if there is none.
static void next(struct connection *c) {
    if (stopping || started >= limit) return drop(c);
    started += depth;
    c->owed = depth;
    c->unsent = batchLength;
    flush(c);
}

static void dial(struct connection *c) {
    if (stopping || started >= limit) return;
    int on = 1;
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (c->fd < 0) die("socket");
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(c->fd, (struct sockaddr *)&address, sizeof address) < 0 && errno != EINPROGRESS) die("connect");
    opened++;
    c->body = c->held = 0;
    c->waiting = c->secured = false;
    if (context) {
        c->session = SSL_new(context);
        SSL_set_fd(c->session, c->fd);
        SSL_set_connect_state(c->session);
    }
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(poller, EPOLL_CTL_ADD, c->fd, &event);
    next(c);
}

// The Content-Length of a head that has status 200, else -1.
static long contentLength(const char *head, const char *end) {
    if (end - head < 13 || memcmp(head, "HTTP/1.1 200 ", 13) != 0) return -1;
    static const char name[] = "\r\nContent-Length:";
    for (const char *line = head; (line = memmem(line, end - line, "\r\n", 2)); line += 2) {
        if (end - line > 17 && strncasecmp(line, name, 17) == 0) return atol(line + 17);
    }
    return -1;
}

// Takes bytes of answers in. The result says what is wrong with them, NULL that they are as they must be.
static const char *consume(struct connection *c, const char *bytes, const char *end) {
    while (bytes < end) {
        if (c->owed == 0) return "bytes after the last answer";
        if (c->body == 0) {
            const char *stop = memmem(bytes, end - bytes, "\r\n\r\n", 4);
            if (!stop) {
                c->held = end - bytes;
                if (c->held > maxHead) return "the head is too long";
                memcpy(c->hold, bytes, c->held);
                return NULL;
            }
            if (contentLength(bytes, stop + 2) != bodyLength) return "not status 200 with the expected Content-Length";
            bytes = stop + 4;
            c->body = bodyLength;
        }
        size_t part = (size_t)(end - bytes) < c->body ? (size_t)(end - bytes) : c->body;
        bytes += part;
        c->body -= part;
        if (c->body == 0) c->owed--;
    }
    return NULL;
}

static void receive(struct connection *c) {
    if (c->session && !c->secured) return flush(c);
    static char buffer[maxHead + bufferSize];  // what was held is put before what is read
    ssize_t n = c->session ? moved(c, SSL_read(c->session, buffer + maxHead, bufferSize))
                           : recv(c->fd, buffer + maxHead, bufferSize, 0);
    if (n < 0) return errno == EAGAIN ? (void)0 : lose(c, strerror(errno));
    if (n == 0) {
        if (c->owed || !onePerConnection) return lose(c, "closed before the answer was complete");
        completed++;
        return drop(c);
    }
    char *bytes = buffer + maxHead - c->held;
    memcpy(bytes, c->hold, c->held);
    c->held = 0;
    const char *wrong = consume(c, bytes, buffer + maxHead + n);
    if (wrong) return lose(c, wrong);
    if (c->owed == 0 && !onePerConnection) {
        completed += depth;
        next(c);
    }
    // The socket does not tell of records that OpenSSL has read.
    if (c->fd >= 0 && c->session && SSL_has_pending(c->session)) receive(c);
}

static void handle(struct connection *c, uint32_t events) {
    if (events & EPOLLOUT) flush(c);
    if (c->fd >= 0 && events & (EPOLLIN | EPOLLHUP | EPOLLERR)) receive(c);
    if (c->fd < 0) dial(c);
}

int main(int argc, char **argv) {
    int option, count = 32;
    double seconds = 10;
    const char *path = NULL;
    bool isSecured = false;
    while ((option = getopt(argc, argv, "p:r:b:c:d:n:t:os")) != -1) {
        switch (option) {
            case 'p': port = atoi(optarg); break;
            case 'r': path = optarg; break;
            case 'b': bodyLength = atol(optarg); break;
            case 'c': count = atoi(optarg); break;
            case 'd': depth = atoi(optarg); break;
            case 'n': limit = atol(optarg); break;
            case 't': seconds = atof(optarg); break;
            case 'o': onePerConnection = true; break;
            case 's': isSecured = true; break;
            default: return 2;
        }
    }
    bool valid = port > 0 && path && bodyLength > 0 && count > 0 && count <= maxConnections && depth > 0;
    if (!valid || (onePerConnection && depth > 1)) {
        fprintf(stderr, "usage: load -p PORT -r REQUEST -b BODY [-c CONNECTIONS] [-d DEPTH] [-n COUNT] [-t SECONDS]"
                        " [-o] [-s]\n");
        return 2;
    }
    readRequest(path);
    if (isSecured) {
        signal(SIGPIPE, SIG_IGN);
        context = SSL_CTX_new(TLS_client_method());
        SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION);
        SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256");
        SSL_CTX_set1_groups_list(context, "X25519");
        SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
        SSL_CTX_set_read_ahead(context, 1);
    }
    poller = epoll_create1(0);
    double begin = now(), end = begin;
    for (int i = 0; i < count; i++) dial(&connections[i]);
    while (opened > 0) {
        struct epoll_event events[256];
        int ready = epoll_wait(poller, events, 256, 100);
        for (int i = 0; i < ready; i++) handle(events[i].data.ptr, events[i].events);
        end = now();
        stopping = end - begin >= seconds;
        if (end - begin >= seconds + graceSeconds) {
            for (int i = 0; i < count; i++) {
                if (connections[i].fd >= 0) lose(&connections[i], "no answer within the time");
            }
        }
    }
    printf("{\"completed\": %ld, \"failed\": %ld, \"seconds\": %.6f}\n", completed, failed, end - begin);
    return failed ? 1 : 0;
}
