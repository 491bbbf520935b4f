-- SPDX-License-Identifier: BSD-2-Clause
--
-- The rules over specs, by name: what `sysvec check --rules` lists and what tests/gen/check_test.lua demands a
-- fixture for.  A message carries its rule's name in brackets.
--
--     rules.list = { { name = "alias-order", group = "domains", text = "..." }, ... }     rules.known[name]

local rules = {}

local TEXT = [[
grammar
  keyword           the first word of a line in column 1 opens a block or is a directive
  syntax            a word that does not fit where it stands
  indent            members stand below a block
  string            a text ends where it begins, in double quotes
  name              names are letters, digits and underscores
  number            numbers are 12, -100, 0x40, 0o100 or a character in single quotes
  value             values are numbers, shifts or names of earlier members
  type              types are i8 to u64, char, long, ulong, ptr, struct NAME
  override-twice    one override an architecture and line
files
  heading-missing   a file begins with a comment that says what it holds
  source-missing    a *.spec names the source of its facts
  block-twice       a block of one kind and name stands once in its directory
  arch-unknown      overrides name architectures and families of arch.spec
  arch-word         an architecture says bits, endian and ioctl
  release           releases are numbers like 6.2, `since` before `until`
domains
  name-twice        a name stands once in its block
  value-unknown     names in values are earlier members of the block
  value-twice       two names of one value: one is the alias of the other
  value-range       a value fits the type of its domain
  number-order      members stand in number order
  alias-unknown     an alias names an earlier member
  alias-primary     an alias names the primary, not another alias
  alias-order       an alias stands right behind its primary or another alias of it
  mask-unknown      `of` names a mask of the block
  mask-outside      the value of a field lies inside its mask
  mask-overlap      fields of a flag word do not share bits
  bits-overlap      flags share bits only when one `contains` the other
  contains-unknown  `contains` names members of the block
  contains-bits     the bits of a contained member are part of the value
  range-order       a range ends after it begins
  range-overlap     members lie outside ranges, and ranges outside each other
  domain-unknown    domains that are named are defined
structures
  struct-unknown    structures that are named are defined
  struct-cycle      a structure does not contain itself
  struct-size       the fields end where the structure ends
  struct-align      fields and size follow the alignment
  struct-overlap    fields do not overlap, but in views
  struct-hole       holes are covered by pad members
  struct-flexible   an array without a length is the last field
  when-unknown      `when` names a field of the structure and members of its domain
ioctls
  ioctl-direction   a request says its direction
  ioctl-size        the size in a request number is that of its structure
  ioctl-way         the direction in a request number is that of its line, or the line says why
traps
  trap-unknown      signals and codes of traps are members of domains
calls
  call-unknown      a call that is named stands in a syscalls.master
  argument-unknown  an argument that is named is one of the call
  call-twice        a call has one line
  call-arguments    a line gives the arguments of the master, all of them, in order
  call-pointer      path, in, out and inout stand at pointers, domains at numbers
  call-empty        a number without a call cannot have a service
  service-argument  what a service is given are arguments of the line
  constant-unknown  capitals after a service are native constants
  errno-unknown     errnos are members of the domain errno of their side
  hand-file         the file of a handler written by hand exists
pairs
  pair-unknown      a pair names a domain, structure or list of either side
  pair-systems      a pair is between the systems of its vector
  pair-both         in `<->` stand `==` lines; other lines only for structures
  pair-operation    an operation fits what is paired
  pair-missing      what calls use on one side has a counterpart on the other
  field-pair        paired fields are both structures or neither, and hold values of paired domains
  ioctl-pair        paired requests move the same kind of argument the same way
  line-unknown      lines name members of the side they come from
  line-twice        a member has one answer a direction
  line-alias        lines name primaries, not aliases
  exact-twice       what pairs exactly pairs with one member only
  line-unused       a line says what holds without it
  target-unknown    answers name members of the side they go to
  reason-missing    every line gives its reason
  not-total         every member has an answer on the other side
  range-length      ranges that pair by position are equally long, or the line says why
vectors
  abi-unknown       foreign and native name a system and an architecture of it
  vector-missing    a *.vector holds a block `vector` of the file's name
  vector-word       a vector says foreign, native, prefix, errno, abi and a brand
  vector-twice      a vector says a word once
  undecided         a note: what the vector still leaves open (`undecided NAME "what, and where to look"`)
  auxv-unknown      auxv tags are members of the domain auxv
layout
  format            a file has its canonical layout (only with --format)
]]

rules.list, rules.known = {}, {}

local group
for line in TEXT:gmatch("[^\n]+") do
    local name, text = line:match("^  (%S+)%s+(.+)$")
    if name then
        rules.list[#rules.list + 1] = { name = name, group = group, text = text }
        rules.known[name] = true
    else
        group = line
    end
end

return rules
