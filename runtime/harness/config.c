/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * CONFIG: parsed at the start, written again for the next program.
 */
#include "config.h"
#include "format.h"
#include "start.h"

struct host_config host_config;

static bool
parse_hex(const char *s, uint64_t *value)
{
	uint64_t v = 0;

	if (*s == '\0')
		return (false);
	for (; *s != '\0'; s++) {
		if (*s >= '0' && *s <= '9')
			v = v << 4 | (uint64_t)(*s - '0');
		else if (*s >= 'a' && *s <= 'f')
			v = v << 4 | (uint64_t)(*s - 'a' + 10);
		else
			return (false);
	}
	*value = v;
	return (true);
}

static bool
parse_number(const char *s, int *value)
{
	int v = 0;

	if (*s == '\0')
		return (false);
	for (; *s >= '0' && *s <= '9' && v < 100000000; s++)
		v = v * 10 + (*s - '0');
	*value = v;
	return (*s == '\0');
}

static const struct {
	const char *key;
	size_t at;
} strings[] = {
    {HOST_CONFIG_VECTOR, offsetof(struct host_config, vector)},
    {HOST_CONFIG_ROOT, offsetof(struct host_config, root)},
    {HOST_CONFIG_BRAND, offsetof(struct host_config, brand)},
    {HOST_CONFIG_OSRELEASE, offsetof(struct host_config, osrelease)},
    {HOST_CONFIG_ENGINE, offsetof(struct host_config, engine)},
    {HOST_CONFIG_FILTER, offsetof(struct host_config, filter)},
    {HOST_CONFIG_STATS, offsetof(struct host_config, stats)},
    {HOST_CONFIG_SELF, offsetof(struct host_config, self)},
    {HOST_CONFIG_EXE, offsetof(struct host_config, exe)},
};

static const char *
take(struct host_config *c, const char *key, const char *value)
{
	for (size_t i = 0; i < SV_NITEMS(strings); i++) {
		if (strcmp(key, strings[i].key) == 0) {
			*(const char **)((char *)c + strings[i].at) = value;
			return (NULL);
		}
	}
	if (strcmp(key, HOST_CONFIG_TRACE) == 0) {
		if (strcmp(value, "foreign") == 0)
			c->trace = HOST_TRACE_FOREIGN;
		else if (strcmp(value, "both") == 0)
			c->trace = HOST_TRACE_BOTH;
		else
			return ("trace is \"foreign\" or \"both\"");
		return (NULL);
	}
	if (strcmp(key, HOST_CONFIG_TRACEFD) == 0)
		return (parse_number(value, &c->tracefd) ? NULL : "tracefd is no number");
	if (strcmp(key, HOST_CONFIG_FD) == 0)
		return (parse_number(value, &c->fd) ? NULL : "fd is no number");
	if (strcmp(key, HOST_CONFIG_SELFFD) == 0)
		return (parse_number(value, &c->selffd) ? NULL : "selffd is no number");
	if (strcmp(key, HOST_CONFIG_MASK) == 0) {
		c->has_mask = parse_hex(value, &c->mask);
		return (c->has_mask ? NULL : "mask is no hexadecimal number");
	}
	if (strcmp(key, HOST_CONFIG_IGNORED) == 0)
		return (parse_hex(value, &c->ignored) ? NULL : "ignored is no hexadecimal number");
	return ("it has a key that this harness does not know");
}

const char *
host_config_parse(const char *config)
{
	struct host_config *c = &host_config;
	char *key, *value, *end;
	const char *wrong;
	size_t len = strlen(config);

	if (len >= sizeof(c->text))
		return ("it is too long");
	memcpy(c->text, config, len + 1);
	c->tracefd = 2;
	c->fd = -1;
	c->selffd = -1;
	for (key = c->text; *key != '\0'; key = end + 1) {
		for (value = key; *value != '=' && *value != '\0'; value++)
			;
		if (*value == '\0')
			return ("a key has no value");
		*value++ = '\0';
		for (end = value; *end != HOST_CONFIG_END; end++) {
			if (*end == '\0')
				return ("a value has no end");
		}
		*end = '\0';
		if ((wrong = take(c, key, value)) != NULL)
			return (wrong);
	}
	return (NULL);
}

static void
put(struct host_text *t, const char *key, const char *value)
{
	host_text_fmt(t, "%s=%s%c", key, value, HOST_CONFIG_END);
}

bool
host_config_write(char *buf, size_t size, uint64_t mask, uint64_t ignored, int fd)
{
	const struct host_config *c = &host_config;
	struct host_text t;
	const char *value;

	host_text_init(&t, buf, size);
	for (size_t i = 0; i < SV_NITEMS(strings); i++) {
		value = *(const char *const *)((const char *)c + strings[i].at);
		if (strcmp(strings[i].key, HOST_CONFIG_EXE) == 0)
			value = "1";
		if (value != NULL)
			put(&t, strings[i].key, value);
	}
	if (c->trace != HOST_TRACE_OFF) {
		put(&t, HOST_CONFIG_TRACE, c->trace == HOST_TRACE_BOTH ? "both" : "foreign");
		host_text_fmt(
		    &t, "%s=%d%c", HOST_CONFIG_TRACEFD, host_run.tracefd, HOST_CONFIG_END);
	}
	if (fd >= 0)
		host_text_fmt(&t, "%s=%d%c", HOST_CONFIG_FD, fd, HOST_CONFIG_END);
	if (c->selffd >= 0)
		host_text_fmt(&t, "%s=%d%c", HOST_CONFIG_SELFFD, c->selffd, HOST_CONFIG_END);
	if (ignored != 0)
		host_text_fmt(&t, "%s=%lx%c", HOST_CONFIG_IGNORED, ignored, HOST_CONFIG_END);
	host_text_fmt(&t, "%s=%lx%c", HOST_CONFIG_MASK, mask, HOST_CONFIG_END);
	return (t.used + 1 < size);
}
