-- What scripts/editor lets the editor do.
local plan, site = vim.api.nvim_buf_get_name(0), os.getenv("SITE")
local failures = 0

local function say(text)
  io.stdout:write(text .. "\n")
end

local function check(what, is_so)
  say((is_so and "ok      " or "FAILED  ") .. what)
  failures = failures + (is_so and 0 or 1)
end

local client = vim.lsp.start_client({
  name = "phasebook",
  cmd = { os.getenv("PHASEBOOK"), "lsp" },
  root_dir = site,
})
check("the server starts", client ~= nil)
vim.lsp.buf_attach_client(0, client)

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

local function line_of(text)
  for at, line in ipairs(lines()) do
    if line:find(text, 1, true) then
      return at - 1, (line:find(text, 1, true)) - 1
    end
  end
end

local function codes()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    found[one.code] = one
  end
  return found
end

local function has(code)
  return codes()[code] ~= nil
end

check("the slip is told", vim.wait(20000, function() return has("unknown-status") end, 20))
for code, one in pairs(codes()) do
  say(string.format("        %d:%d %s: %s", one.lnum + 1, one.col + 1, code, (one.message:gsub("\n", " | "))))
end

local function ask(method, line, character, more)
  local parameters = vim.tbl_extend("force", {
    textDocument = { uri = vim.uri_from_bufnr(0) },
    position = { line = line, character = character },
  }, more or {})
  local answers = vim.lsp.buf_request_sync(0, "textDocument/" .. method, parameters, 20000)
  return answers and answers[client] and answers[client].result
end

local status, column = line_of("In Progres")
local hover = ask("hover", status, column + 2)
check("hovering tells the rule", hover and hover.contents.value:find("unknown-status", 1, true) ~= nil)
say("        " .. hover.contents.value:gsub("\n+", " | "):sub(1, 160))

local completion = ask("completion", status, column)
check("statuses are offered", completion and #completion.items > 5)
local labels = vim.tbl_map(function(item) return item.label end, completion.items)
say("        " .. table.concat(labels, ", "))

local symbols = ask("documentSymbol", 0, 0)
check("the plan has an outline", symbols and #symbols[1].children > 3)
for at = 1, 3 do
  say("        " .. symbols[1].children[at].name)
end

check("sections fold", #(ask("foldingRange", 0, 0) or {}) > 3)

local risk, at = line_of("R1")
local definition = ask("definition", risk, at)
check("R1 leads to its risk", definition and definition.range.start.line == risk)

local place = { line = status, character = column + 2 }
local actions = ask("codeAction", status, column, {
  range = { start = place, ["end"] = place },
  context = { diagnostics = {} },
})
check("there is a quick fix", actions and actions[1] ~= nil)
say("        " .. actions[1].title)
vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
check("it mends the line", lines()[status + 1] == "**Status:** In Progress")
check("the finding is gone", vim.wait(20000, function() return not has("unknown-status") end, 20))

vim.lsp.stop_client(client)
check("the server ends", vim.wait(20000, function() return vim.lsp.client_is_stopped(client) end, 20))
say(failures == 0 and "all went well" or failures .. " failed")
vim.cmd(failures == 0 and "qall!" or "cquit")
