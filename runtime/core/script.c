/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * `#!` lines and the argument list that a chain of them makes.
 */
#include "sysvec/script.h"

static bool
is_blank(char c)
{
	return (c == ' ' || c == '\t');
}

enum sv_script_result
sv_script_parse(const char *head, size_t len, struct sv_script *script)
{
	size_t end, name, name_end, arg;
	bool whole;

	if (len > SV_SCRIPT_HEAD)
		len = SV_SCRIPT_HEAD;
	if (len < 2 || head[0] != '#' || head[1] != '!')
		return (SV_SCRIPT_NONE);

	/* The line ends at a newline, at a NUL, at the end of the file, or is cut by the limit. */
	for (end = 2; end < len && head[end] != '\n' && head[end] != '\0'; end++)
		;
	whole = end < len || len < SV_SCRIPT_HEAD;
	while (end > 2 && is_blank(head[end - 1]))
		end--;

	for (name = 2; name < end && is_blank(head[name]); name++)
		;
	for (name_end = name; name_end < end && !is_blank(head[name_end]); name_end++)
		;
	if (name == name_end)
		return (SV_SCRIPT_BAD);
	if (!whole && name_end == len)
		return (SV_SCRIPT_BAD); /* half a name would run something else */
	for (arg = name_end; arg < end && is_blank(head[arg]); arg++)
		;

	script->interp = (uint16_t)name;
	script->interplen = (uint16_t)(name_end - name);
	script->arg = (uint16_t)arg;
	script->arglen = (uint16_t)(end - arg);
	return (SV_SCRIPT_FOUND);
}

void
sv_script_start(struct sv_script_chain *chain)
{
	chain->depth = chain->narguments = 0;
	chain->used = 0;
	chain->script = NULL;
}

/* Keep a string and put it in front of the arguments so far. */
static void
push(struct sv_script_chain *chain, const char *text, size_t len)
{
	unsigned n;

	for (n = chain->narguments; n > 0; n--)
		chain->argument[n] = chain->argument[n - 1];
	chain->narguments++;
	chain->argument[0] = chain->used;
	memcpy(chain->text + chain->used, text, len);
	chain->text[chain->used + len] = '\0';
	chain->used = (uint16_t)(chain->used + len + 1);
}

enum sv_script_result
sv_script_push(struct sv_script_chain *chain, const char *path, const char *head, size_t len)
{
	enum sv_script_result what;
	struct sv_script script;

	if ((what = sv_script_parse(head, len, &script)) != SV_SCRIPT_FOUND)
		return (what);
	if (chain->depth == SV_SCRIPT_DEPTH)
		return (SV_SCRIPT_LOOP);
	if (chain->depth++ == 0)
		chain->script = path;
	if (script.arglen > 0)
		push(chain, head + script.arg, script.arglen);
	push(chain, head + script.interp, script.interplen);
	return (SV_SCRIPT_FOUND);
}

const char *
sv_script_interpreter(const struct sv_script_chain *chain)
{
	return (chain->depth > 0 ? chain->text + chain->argument[0] : NULL);
}

unsigned
sv_script_narguments(const struct sv_script_chain *chain)
{
	return (chain->depth > 0 ? chain->narguments + 1u : 0);
}

const char *
sv_script_argument(const struct sv_script_chain *chain, unsigned n)
{
	if (chain->depth == 0 || n > chain->narguments)
		return (NULL);
	return (n == chain->narguments ? chain->script : chain->text + chain->argument[n]);
}
