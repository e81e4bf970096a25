; The setup for Windows: for the one who runs it, without an administrator. `make windows` calls it with
;   VERSION  the version of the program      PROGRAM  the folder that PyInstaller made
;   KBYTES   how large that folder is        OUT      the setup to write
;   ICON     its .ico                        SIDE     the picture at the side of its first and last page
;   QUICK    packs quickly instead of small, for trials
Target amd64-unicode
Unicode true
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif
SetDateSave on
Name "SalesDesk"
OutFile "${OUT}"
RequestExecutionLevel user
ManifestDPIAware true
BrandingText "SalesDesk ${VERSION}"
InstallDir "$LOCALAPPDATA\Programs\SalesDesk"
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define CLASSES "Software\Classes"
!define FILE_SUFFIX ".salesdesk"
!define FILE_TYPE "SalesDesk.Desk"
!define MIME_TYPE "application/x-salesdesk"
!define LINK "salesdesk"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\SalesDesk"
!define APP_PATH_KEY "Software\Microsoft\Windows\CurrentVersion\App Paths\SalesDesk.exe"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
; The first Windows 10 that Qt runs on, 1809.
!define OLDEST_BUILD 17763

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "SalesDesk"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Setup of SalesDesk"
VIAddVersionKey "CompanyName" "SalesDesk contributors"
VIAddVersionKey "LegalCopyright" "MIT licence"

!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "WordFunc.nsh"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "SalesDesk ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "SalesDesk is installed for you alone; no administrator is needed.$\r$\n$\r$\n\
An older version is replaced. Your desks, backups and settings stay as they are.$\r$\n$\r$\n\
Please close SalesDesk first where it is open."
!define MUI_FINISHPAGE_RUN "$INSTDIR\SalesDesk.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Start SalesDesk"
!define KEPT "Your desks stay where you put them, and backups, settings and the log in$\r$\n$LOCALAPPDATA\SalesDesk"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "The program is removed from this folder.$\r$\n${KEPT}"
!define MUI_FINISHPAGE_NOAUTOCLOSE
!define MUI_UNFINISHPAGE_NOAUTOCLOSE
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; Ends with a sentence, and silently with exit code 2.
!macro Stop SENTENCE
  MessageBox MB_OK|MB_ICONSTOP "${SENTENCE}" /SD IDOK
  SetErrorLevel 2
  Quit
!macroend

; A program that runs holds its own file, a command too; it is asked to be closed, never ended.
!macro StopWhileRunning UN
Function ${UN}StopWhileRunning
  ${Unless} ${FileExists} "$INSTDIR\SalesDesk.exe"
    Return
  ${EndUnless}
  again:
  ClearErrors
  FileOpen $0 "$INSTDIR\SalesDesk.exe" a
  FileClose $0
  ${If} ${FileExists} "$INSTDIR\SalesDesk.com"
    FileOpen $0 "$INSTDIR\SalesDesk.com" a
    FileClose $0
  ${EndIf}
  ${If} ${Errors}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "SalesDesk is still open, so nothing was changed. \
      Please close it, then try again." /SD IDCANCEL IDRETRY again
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd
!macroend
!insertmacro StopWhileRunning ""
!insertmacro StopWhileRunning "un."

Function .onInit
  ${Unless} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro Stop "SalesDesk needs Windows 10, version 1809, or later. Nothing was changed."
  ${EndUnless}
  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      MessageBox MB_YESNO|MB_ICONQUESTION "SalesDesk $0 is installed, which is newer than ${VERSION}. \
        A desk that the newer one has opened may not open in this one. Install ${VERSION} all the same?" \
        /SD IDNO IDYES goes_on
      SetErrorLevel 2
      Quit
      goes_on:
    ${EndIf}
  ${EndIf}
FunctionEnd

; All is unpacked beside the older version first and then takes its place by names, so that a full disk or a
; file that another program holds leaves the older one as it was.
Section "SalesDesk"
  Call StopWhileRunning
  RMDir /r "$INSTDIR\coming"
  RMDir /r "$INSTDIR\going"
  SetOverwrite try
  ClearErrors
  SetOutPath "$INSTDIR\coming"
  File /r "${PROGRAM}\*"
  SetOutPath "$INSTDIR"
  ${If} ${Errors}
    RMDir /r "$INSTDIR\coming"
    RMDir "$INSTDIR"
    !insertmacro Stop "SalesDesk could not be unpacked into $INSTDIR. What was there is as it was. \
      Please make room on the disk, or choose a folder that you may write to."
  ${EndIf}
  CreateDirectory "$INSTDIR\going"
  ${If} ${FileExists} "$INSTDIR\_internal\*"
    ClearErrors
    Rename "$INSTDIR\_internal" "$INSTDIR\going\_internal"
    ${If} ${Errors}
      RMDir /r "$INSTDIR\coming"
      RMDir "$INSTDIR\going"
      !insertmacro Stop "Another program holds a file of SalesDesk, so the older version is as it was. \
        Please close SalesDesk, or start Windows anew, then try again."
    ${EndIf}
  ${EndIf}
  ClearErrors
  Delete "$INSTDIR\SalesDesk.exe"
  Delete "$INSTDIR\SalesDesk.com"
  Rename "$INSTDIR\coming\_internal" "$INSTDIR\_internal"
  Rename "$INSTDIR\coming\SalesDesk.exe" "$INSTDIR\SalesDesk.exe"
  Rename "$INSTDIR\coming\SalesDesk.com" "$INSTDIR\SalesDesk.com"
  ${If} ${Errors}
    !insertmacro Stop "SalesDesk could not be put in its place. Please run this setup once more; your desks are untouched."
  ${EndIf}
  RMDir /r "$INSTDIR\coming"
  RMDir /r "$INSTDIR\going"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  Call Announce
SectionEnd

; Start menu, file type, link and the entry among the installed programs, all of this user only.
Function Announce
  CreateShortcut "$SMPROGRAMS\SalesDesk.lnk" "$INSTDIR\SalesDesk.exe"

  WriteRegStr HKCU "${CLASSES}\${FILE_SUFFIX}" "" "${FILE_TYPE}"
  WriteRegStr HKCU "${CLASSES}\${FILE_SUFFIX}" "Content Type" "${MIME_TYPE}"
  WriteRegStr HKCU "${CLASSES}\${FILE_SUFFIX}\OpenWithProgids" "${FILE_TYPE}" ""
  WriteRegStr HKCU "${CLASSES}\${FILE_TYPE}" "" "SalesDesk desk"
  WriteRegStr HKCU "${CLASSES}\${FILE_TYPE}\DefaultIcon" "" '"$INSTDIR\SalesDesk.exe",0'
  WriteRegStr HKCU "${CLASSES}\${FILE_TYPE}\shell\open\command" "" '"$INSTDIR\SalesDesk.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\${LINK}" "" "URL:SalesDesk"
  WriteRegStr HKCU "${CLASSES}\${LINK}" "URL Protocol" ""
  WriteRegStr HKCU "${CLASSES}\${LINK}\shell\open\command" "" '"$INSTDIR\SalesDesk.exe" "%1"'
  WriteRegStr HKCU "${APP_PATH_KEY}" "" "$INSTDIR\SalesDesk.exe"

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "SalesDesk"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "SalesDesk contributors"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\SalesDesk.exe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${KBYTES}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd

; What the manager wrote is never touched; only what the program can make anew goes with it.
Section "Uninstall"
  Call un.StopWhileRunning
  Delete "$SMPROGRAMS\SalesDesk.lnk"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\SalesDesk.exe"
  Delete "$INSTDIR\SalesDesk.com"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  RMDir /r "$LOCALAPPDATA\SalesDesk\Cache"
  RMDir "$LOCALAPPDATA\SalesDesk"

  ReadRegStr $0 HKCU "${CLASSES}\${FILE_SUFFIX}" ""
  ${If} $0 == "${FILE_TYPE}"
    DeleteRegKey HKCU "${CLASSES}\${FILE_SUFFIX}"
  ${EndIf}
  DeleteRegKey HKCU "${CLASSES}\${FILE_TYPE}"
  DeleteRegKey HKCU "${CLASSES}\${LINK}"
  DeleteRegKey HKCU "${APP_PATH_KEY}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  ${If} ${FileExists} "$LOCALAPPDATA\SalesDesk\*"
    MessageBox MB_OK|MB_ICONINFORMATION "SalesDesk is removed. ${KEPT}" /SD IDOK
  ${EndIf}
SectionEnd
