#ifndef RUNGS_COPENSSL_SHIM_H
#define RUNGS_COPENSSL_SHIM_H

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

// Macros that take arguments, or whose values are no literals, are not imported by Swift.

static inline void ssl_ctx_set_versions(SSL_CTX *context, int minimum, int maximum) {
  SSL_CTX_set_min_proto_version(context, minimum);
  SSL_CTX_set_max_proto_version(context, maximum);
}

// What a server lets its clients do and choose.
static inline void ssl_ctx_set_server_options(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                   SSL_OP_PRIORITIZE_CHACHA | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
}

// What suits a socket that does not block.
static inline void ssl_ctx_set_event_mode(SSL_CTX *context) {
  SSL_CTX_set_mode(context,
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_clear_mode(context, SSL_MODE_AUTO_RETRY);
  SSL_CTX_set_read_ahead(context, 1);
}

static inline int ssl_ctx_set_groups(SSL_CTX *context, const char *groups) {
  return SSL_CTX_set1_groups_list(context, groups);
}

static inline void ssl_ctx_set_server_name_callback(SSL_CTX *context, int (*choose)(SSL *, int *, void *),
                                                    void *argument) {
  SSL_CTX_set_tlsext_servername_callback(context, choose);
  SSL_CTX_set_tlsext_servername_arg(context, argument);
}

static inline int ssl_set_server_name(SSL *session, const char *name) {
  return SSL_set_tlsext_host_name(session, name);
}

static inline int general_name_count(const GENERAL_NAMES *names) { return sk_GENERAL_NAME_num(names); }

static inline const GENERAL_NAME *general_name(const GENERAL_NAMES *names, int index) {
  return sk_GENERAL_NAME_value(names, index);
}

// nil for what is no DNS name.
static inline const ASN1_STRING *general_name_dns(const GENERAL_NAME *name) {
  return name->type == GEN_DNS ? name->d.dNSName : NULL;
}

static inline struct stack_st_X509 *x509_stack_new(void) { return sk_X509_new_null(); }

static inline int x509_stack_push(struct stack_st_X509 *stack, X509 *certificate) {
  return sk_X509_push(stack, certificate);
}

static inline void x509_stack_free(struct stack_st_X509 *stack) { sk_X509_pop_free(stack, X509_free); }

static inline unsigned long subject_flags(void) { return XN_FLAG_RFC2253; }

static inline long memory_bio_bytes(BIO *bio, char **bytes) { return BIO_get_mem_data(bio, bytes); }

#endif
