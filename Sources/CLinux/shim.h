// What the Glibc module lacks or hides behind _GNU_SOURCE.
#ifndef RUNGS_CLINUX_SHIM_H
#define RUNGS_CLINUX_SHIM_H

#include <linux/filter.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/types.h>

extern int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);
extern int pthread_setname_np(pthread_t thread, const char *name);

#endif
