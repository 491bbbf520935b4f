return { fill = function(doc) for _, f in ipairs(doc.findings) do f.impact = {} end end }
