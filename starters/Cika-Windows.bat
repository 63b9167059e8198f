@echo off
rem Double-click to open the studio of Cika. The first time it sets Cika up in this folder (a minute
rem or two, with a network); your texts and decks go into the folder Cika of your user folder.
chcp 65001 >nul
cd /d "%~dp0.."
.venv\Scripts\python -c "import generator.studio" >nul 2>nul
if not errorlevel 1 goto start
echo Setting up Cika. This is done once and takes a minute or two.
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if errorlevel 1 goto nopython
py -3 -m venv .venv
if errorlevel 1 goto failed
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
if errorlevel 1 goto failed
:start
if "%CIKA_FOLDER%"=="" set "CIKA_FOLDER=%USERPROFILE%\Cika"
.venv\Scripts\cika studio "%CIKA_FOLDER%" %*
if errorlevel 1 pause
exit /b
:nopython
echo Cika needs Python 3.11 or newer. Install it from https://www.python.org/downloads/ and double-click again.
pause
exit /b 1
:failed
echo Cika could not be set up. Is there a network? The lines above say more.
pause
exit /b 1
