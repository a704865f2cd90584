<#
.SYNOPSIS
Makes an AppStream image whose application RemoteDesktopBat opens a remote desktop to the device that a link names.

.DESCRIPTION
To be run as Administrator on a Windows image builder, from the folder that also holds remote-desktop.bat and
remote-desktop.ps1. It copies those two to C:\naptop, where users can read but not write, registers the batch file with
Image Assistant, lets Image Assistant check the image, and then has it made.

WARNING: making the image disconnects you and stops the image builder. Nothing that was not saved survives.

It may be run again after a failure: files are overwritten, and the application is registered anew.

.PARAMETER ImageName
The new image's name: at most 100 letters, digits, _ . and -, not beginning with aws, appstream or amazon.

.PARAMETER Description
What the console shows beside the name: at most 256 characters, without quotes and backslashes.

.PARAMETER UpdateDefaultProfile
Also makes the settings of the Template User those of everyone who streams, as Image Assistant's own page would.

.PARAMETER DryRun
Does everything but the last step: files are copied, the application is registered and the image is checked, not made.

.EXAMPLE
powershell.exe -ExecutionPolicy Bypass -File .\create-image.ps1 -ImageName remote-desktop-1 -DryRun

.EXAMPLE
powershell.exe -ExecutionPolicy Bypass -File .\create-image.ps1 -ImageName remote-desktop-1
#>

#Requires -Version 5.1
#Requires -RunAsAdministrator

[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)]
    [ValidateScript({
        if ($_ -cnotmatch '\A[A-Za-z0-9_.-]{1,100}\z') {
            throw 'An image name has at most 100 characters: letters, digits, _ . and -'
        }
        # without regard to case: AWS does not say, and the stricter reading costs nothing
        if ($_ -match '\A(?:aws|appstream|amazon)') {
            throw 'An image name must not begin with aws, appstream or amazon'
        }
        $true
    })]
    [string]$ImageName,

    # Windows PowerShell does not escape quotes, or a backslash at the end, when it calls a program
    [ValidatePattern('\A[^"\\]{1,256}\z')]
    [string]$Description = 'Remote desktop to the device that a link by naptop names',

    [switch]$UpdateDefaultProfile,

    [switch]$DryRun
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

# naptop asks for this application unless it is told another name
$application = 'RemoteDesktopBat'

# Its own folder right below C:\, so that nothing above it can be renamed by a user
$folder = 'C:\naptop'

$files = 'remote-desktop.bat', 'remote-desktop.ps1'
$imageAssistant = "$env:ProgramFiles\Amazon\Photon\ConsoleImageBuilder\image-assistant.exe"
$icacls = "$env:SystemRoot\System32\icacls.exe"

# Runs Image Assistant and returns its answer, which is JSON on stdout: {"status": 0, "message": "Success"}
function Invoke-ImageAssistant([string[]]$Arguments) {
    Write-Host "> image-assistant.exe $($Arguments -join ' ')"
    $output = (& $imageAssistant $Arguments | Out-String).Trim()
    $exitCode = $LASTEXITCODE
    Write-Host $output
    try {
        $answer = ConvertFrom-Json $output
        $status = [int]$answer.status
        $message = [string]$answer.message
    } catch {
        throw "image-assistant.exe $($Arguments[0]) ended with $exitCode and this, which is not its JSON: $output"
    }
    return @{
        Succeeded = ($exitCode -eq 0) -and ($status -eq 0)
        Message = $message
        Failure = "image-assistant.exe $($Arguments[0]) failed (exit code $exitCode, status $status): $message"
    }
}

# The same, where anything but success is the end
function Confirm-ImageAssistant([string[]]$Arguments) {
    $answer = Invoke-ImageAssistant $Arguments
    if (-not $answer.Succeeded) {
        throw $answer.Failure
    }
}

function Set-Access([string[]]$Arguments) {
    & $icacls $Arguments | Out-Null
    if ($LASTEXITCODE -ne 0) {
        throw "icacls.exe $($Arguments -join ' ') failed with $LASTEXITCODE"
    }
}

if (-not (Test-Path -LiteralPath $imageAssistant)) {
    throw "There is no ${imageAssistant}: this is not a Windows image builder"
}

Write-Host "Copying $($files -join ' and ') to $folder"
New-Item -ItemType Directory -Path $folder -Force | Out-Null
# Below C:\ every user may write unless told otherwise. The numbers are SYSTEM, Administrators and Users: their names differ by
# the language of Windows. First /reset, so that nothing granted before remains.
Set-Access @($folder, '/reset')
Set-Access @(
    $folder, '/inheritance:r', '/grant:r',
    '*S-1-5-18:(OI)(CI)F', '*S-1-5-32-544:(OI)(CI)F', '*S-1-5-32-545:(OI)(CI)RX'
)
foreach ($file in $files) {
    Copy-Item -LiteralPath (Join-Path $PSScriptRoot $file) -Destination $folder -Force
    $copy = Join-Path $folder $file
    # or Windows asks each user whether to run what came from the Internet
    Unblock-File -LiteralPath $copy
    Set-Access @($copy, '/reset')
}

Write-Host "Registering $application"
$register = @(
    'add-application',
    '--name', $application,
    '--absolute-app-path', (Join-Path $folder 'remote-desktop.bat'),
    '--display-name', 'Remote desktop',
    '--working-directory', "$env:SystemRoot\System32"
)
$registered = Invoke-ImageAssistant $register
if ($registered.Message -eq 'Name is not unique') {
    # from an earlier run, or by hand; there is no command that changes an entry
    Confirm-ImageAssistant @('remove-application', '--name', $application)
    Confirm-ImageAssistant $register
} elseif (-not $registered.Succeeded) {
    throw $registered.Failure
}
Confirm-ImageAssistant @('list-applications')

if ($UpdateDefaultProfile) {
    Write-Host 'Copying the settings of the Template User to the default profile'
    Confirm-ImageAssistant @('update-default-profile')
}

Write-Host "Checking the image $ImageName"
$create = @('create-image', '--name', $ImageName, '--description', $Description)
Confirm-ImageAssistant ($create + '--dry-run')

if ($DryRun) {
    Write-Host 'The image can be made. Run this again without -DryRun to make it.'
    exit 0
}

Write-Warning 'Making the image disconnects you and stops this image builder. Ctrl-C within 10 seconds prevents it.'
Start-Sleep -Seconds 10
Confirm-ImageAssistant $create
Write-Host "The image $ImageName is being made; the AppStream console shows its state."
