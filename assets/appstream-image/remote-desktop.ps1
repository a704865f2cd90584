# Starts the remote desktop client for the one address and port that the session context names: /v:ADDRESS:PORT.
# remote-desktop.bat runs it. Exit code 0: the client was started. Any other: nothing was started.
#
# ASCII only: Windows PowerShell 5.1 reads a file without a byte order mark in the code page of the machine.

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

# From whoever made the streaming URL; AWS does not check it. The quotes make an empty text of a missing variable.
$context = "$env:APPSTREAM_SESSION_CONTEXT"

# \A and \z are the very ends: $ would admit a line break at the end. The sets are written out because \d and \w hold
# more than ASCII, and -cmatch is there because -match ignores case, which lets in more letters than these.
# A host name has 253 characters at most. A second switch, a space, a quote or a file name cannot be said in this.
$pattern = '\A/v:[A-Za-z0-9][A-Za-z0-9.-]{0,252}:(?<port>[1-9][0-9]{0,4})\z'

$accepted = ($context -cmatch $pattern) -and ([int]$Matches['port'] -le 65535)
if (-not $accepted) {
    # The context itself is not shown: it may hold anything, and it may be thousands of characters long.
    Write-Host 'The link that opened this session does not say which device to connect to,'
    Write-Host 'or says it in a form that is not allowed here. The form is /v:ADDRESS:PORT.'
    exit 1
}

# As it was checked. There is no space and no quote in it, so it is one argument.
Start-Process -FilePath "$env:SystemRoot\System32\mstsc.exe" -ArgumentList $context
exit 0
