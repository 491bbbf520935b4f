local freebsd = { names = { "amd64", "i386", "arm64" } }
function freebsd.run() return nil, "not yet", 3 end
return freebsd
