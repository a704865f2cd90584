@echo off
rem What AppStream starts as the application RemoteDesktopBat (it takes nothing but .exe and .bat).
rem
rem Where to connect is in an environment variable that whoever makes the streaming URL fills freely. This file does
rem not mention it: cmd writes a variable's value into the line before it looks for ampersands, pipes and quotes there, so
rem to mention it is to run what it holds. PowerShell reads it as mere text, checks it, and starts the client.
rem Arguments are not looked at.

setlocal EnableExtensions DisableDelayedExpansion
title Remote desktop
cd /d "%SystemRoot%\System32"
"%SystemRoot%\System32\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -NonInteractive -ExecutionPolicy Bypass -File "%~dp0remote-desktop.ps1"
if errorlevel 1 goto failed
rem Where it cannot read the script, PowerShell ends with a number below 0, which is not 1 or more.
if not errorlevel 0 goto failed
exit /b 0

rem Refused, or PowerShell could not run. The window stays until a key is pressed, or nobody could read why.
:failed
echo.
echo The remote desktop was not started; the reason is above.
echo Ask whoever gave you the link for a new one, and tell them the reason.
echo.
pause
exit /b 1
