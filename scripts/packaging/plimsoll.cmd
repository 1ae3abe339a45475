@echo off
rem The command line of the installed app, as docs describe it: runs in the app's own Electron, as plain Node.
setlocal
set PLIMSOLL_ELECTRON=%~dp0..\Plimsoll.exe
set ELECTRON_RUN_AS_NODE=1
"%~dp0..\Plimsoll.exe" "%~dp0..\resources\app.asar\dist\node\cli.js" %*
