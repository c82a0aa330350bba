; Installer for Windows 10 1809 and later, 64 bit, for the present user (no administrator needed).
; Build:  makensis -V2 -DSRC=..\..\dist\nuanfang -DVERSION=0.1.0 -DOUT=..\..\dist app.nsi
; Silent: nuanfang-VERSION-setup.exe /S

Unicode true
Target amd64-unicode ; the 32-bit stub is not needed on any system we run on
SetCompressor /SOLID lzma
RequestExecutionLevel user

!include MUI2.nsh
!include WinVer.nsh
!include x64.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Nuanfang"

Name "暖房"
OutFile "${OUT}/nuanfang-${VERSION}-setup.exe"
InstallDir "$LOCALAPPDATA\Programs\Nuanfang"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"

!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\nuanfang.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString TooOld ${LANG_SIMPCHINESE} "暖房需要 64 位 Windows 10（1809）或更新的系统。"
LangString TooOld ${LANG_ENGLISH} "Nuanfang needs 64-bit Windows 10 (1809) or later."

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(TooOld)" /SD IDOK
    Abort
  ${EndIf}
FunctionEnd

Section
  ; an older version is replaced whole; villages lie elsewhere and stay
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${SRC}/*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\暖房.lnk" "$INSTDIR\nuanfang.exe"
  CreateShortCut "$DESKTOP\暖房.lnk" "$INSTDIR\nuanfang.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "暖房 Nuanfang"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
SectionEnd

Section Uninstall
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\nuanfang.exe"
  Delete "$INSTDIR\nuanfang-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\暖房.lnk"
  Delete "$DESKTOP\暖房.lnk"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
