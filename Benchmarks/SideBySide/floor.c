// floor: the least that a single-threaded epoll server can do for a request, to measure Rungs against.
//
//     floor PORT ANSWER
//
// Listens on 127.0.0.1 and answers every request head with the bytes of the file ANSWER. It looks at nothing but
// the end of the head and the line `Connection: close`; a request has no body. It is no server: it has no time-outs
// and trusts its one client, the load tool beside it.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { maxConnections = 4096, maxBatch = 64, maxHead = 2048, maxEvents = 256, backlog = 1024 };

struct connection {
    size_t owed;  // bytes of answers not yet sent
    bool closing;
    bool waiting;  // registered for EPOLLOUT, not read until what is owed is sent
    size_t held;   // bytes of an incomplete head
    char hold[maxHead];
};

static struct connection connections[maxConnections];  // by descriptor
static struct iovec copies[maxBatch];                  // the answer, once for each pipelined request
static const char *answer;
static size_t answerLength;
static int poller;

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void readAnswer(const char *path) {
    struct stat status;
    int fd = open(path, O_RDONLY);
    if (fd < 0 || fstat(fd, &status) < 0) die(path);
    char *bytes = malloc(status.st_size);
    if (read(fd, bytes, status.st_size) != status.st_size) die(path);
    close(fd);
    answer = bytes;
    answerLength = status.st_size;
    for (int i = 0; i < maxBatch; i++) copies[i] = (struct iovec){bytes, answerLength};
}

static int listenOn(int port) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1, seconds = 10;
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // accepted sockets inherit it
    setsockopt(fd, IPPROTO_TCP, TCP_DEFER_ACCEPT, &seconds, sizeof seconds);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0) die("bind");
    if (listen(fd, backlog) < 0) die("listen");
    return fd;
}

// Sends what is owed in one call. Every answer is the same, so the number of bytes owed says where to go on.
static bool flush(int fd, struct connection *c) {
    size_t first = c->owed % answerLength ? c->owed % answerLength : answerLength;
    size_t count = 1 + (c->owed - first) / answerLength;
    ssize_t sent;
    if (count == 1) {
        sent = send(fd, answer + answerLength - first, first, MSG_NOSIGNAL);
    } else {
        copies[0] = (struct iovec){(char *)answer + answerLength - first, first};
        struct msghdr message = {.msg_iov = copies, .msg_iovlen = count};
        sent = sendmsg(fd, &message, MSG_NOSIGNAL);
    }
    if (sent < 0 && errno != EAGAIN) return false;
    if (sent > 0) c->owed -= sent;
    bool waits = c->owed > 0;
    if (waits != c->waiting) {
        struct epoll_event event = {.events = waits ? EPOLLOUT : EPOLLIN, .data.fd = fd};
        epoll_ctl(poller, EPOLL_CTL_MOD, fd, &event);
        c->waiting = waits;
    }
    return waits || !c->closing;
}

// Reads once and answers every complete head with one send. False: the connection is over.
static bool serve(int fd, struct connection *c) {
    static char buffer[maxHead + 65536];
    memcpy(buffer, c->hold, c->held);
    ssize_t n = recv(fd, buffer + c->held, 65536, 0);
    if (n < 0) return errno == EAGAIN;
    if (n == 0) return false;
    char *start = buffer, *end = buffer + c->held + n, *stop;
    size_t requests = 0;
    while (requests < maxBatch && (stop = memmem(start, end - start, "\r\n\r\n", 4))) {
        if (memmem(start, stop - start, "\r\nConnection: close", 19)) c->closing = true;
        start = stop + 4;
        requests++;
    }
    c->held = end - start;
    if (c->held > maxHead) return false;
    memcpy(c->hold, start, c->held);
    if (requests == 0) return true;
    c->owed = requests * answerLength;
    return flush(fd, c);
}

// A connection that ends with its first request never enters the epoll set.
static void acceptAll(int listener) {
    int fd;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        if (fd >= maxConnections) {
            close(fd);
            continue;
        }
        struct connection *c = &connections[fd];
        c->owed = c->held = 0;
        c->closing = c->waiting = false;
        if (!serve(fd, c)) {
            close(fd);
            continue;
        }
        struct epoll_event event = {.events = c->owed ? EPOLLOUT : EPOLLIN, .data.fd = fd};
        c->waiting = c->owed > 0;
        epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
    }
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: floor PORT ANSWER\n");
        return 2;
    }
    readAnswer(argv[2]);
    int listener = listenOn(atoi(argv[1]));
    poller = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[maxEvents];
    epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int count = epoll_wait(poller, events, maxEvents, -1);
        for (int i = 0; i < count; i++) {
            int fd = events[i].data.fd;
            if (fd == listener) {
                acceptAll(listener);
                continue;
            }
            struct connection *c = &connections[fd];
            if (!(c->owed ? flush(fd, c) : serve(fd, c))) close(fd);
        }
    }
}
