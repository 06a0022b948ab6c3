# The shop's hub as a Windows task that runs without anybody signed in; see docs/hub.md.
# Run once as administrator:  powershell -ExecutionPolicy Bypass -File intake-hub-windows.ps1
param(
  [string]$Program = "$env:ProgramFiles\Intake\intake-hub.exe",
  [string]$Data = "$env:ProgramData\Intake\hub",
  [int]$Port = 8765
)
$ErrorActionPreference = "Stop"
New-Item -ItemType Directory -Force -Path $Data | Out-Null
# Accounts by number, because their names are in the language of Windows: SYSTEM, administrators, LOCAL SERVICE.
icacls $Data /inheritance:r /grant "*S-1-5-18:(OI)(CI)F" "*S-1-5-32-544:(OI)(CI)F" "*S-1-5-19:(OI)(CI)M" | Out-Null
if ($LASTEXITCODE -ne 0) { throw "the folder $Data cannot be closed to others" }
$db = "sqlite:///" + ($Data -replace "\\", "/") + "/hub.db"
# The key in the folder, which only these accounts may read: administrators make codes and backups with it.
$serve = "serve --host 0.0.0.0 --port $Port --db `"$db`""
$action = New-ScheduledTaskAction -Execute "$env:SystemRoot\System32\cmd.exe" -WorkingDirectory $Data `
  -Argument "/d /s /c `"set INTAKE_KEYRING=file&& `"$Program`" $serve`""
$trigger = New-ScheduledTaskTrigger -AtStartup
$settings = New-ScheduledTaskSettingsSet -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) `
  -ExecutionTimeLimit (New-TimeSpan -Seconds 0) -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
$account = New-ScheduledTaskPrincipal -UserId "S-1-5-19" -LogonType ServiceAccount
Register-ScheduledTask -TaskName "Intake hub" -Action $action -Trigger $trigger -Settings $settings `
  -Principal $account -Force | Out-Null
New-NetFirewallRule -DisplayName "Intake hub" -Direction Inbound -Protocol TCP -LocalPort $Port `
  -Action Allow -Profile Private,Domain -ErrorAction SilentlyContinue | Out-Null
Start-ScheduledTask -TaskName "Intake hub"
