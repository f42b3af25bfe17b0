// What the Glibc module lacks or hides behind _GNU_SOURCE.
#ifndef RUNGS_CLINUX_SHIM_H
#define RUNGS_CLINUX_SHIM_H

#include <linux/filter.h>
#include <linux/sockios.h>
#include <malloc.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/types.h>

extern int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);
extern int pthread_setname_np(pthread_t thread, const char *name);

// ioctl is variadic, which Swift does not import.

// What the peer has not acknowledged.
static inline int outstanding_bytes(int socket) {
  int count = 0;
  return ioctl(socket, SIOCOUTQ, &count) == 0 ? count : 0;
}

// What the peer had no room for yet.
static inline int unsent_bytes(int socket) {
  int count = 0;
  return ioctl(socket, SIOCOUTQNSD, &count) == 0 ? count : 0;
}

#endif
