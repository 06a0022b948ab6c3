# The shop's hub as a Windows task that runs without anybody signed in; see docs/hub.md.
# Run once as administrator:  powershell -ExecutionPolicy Bypass -File intake-hub-windows.ps1
param(
  [string]$Program = "$env:ProgramFiles\Intake\intake-hub.exe",
  [string]$Data = "$env:ProgramData\Intake\hub",
  [int]$Port = 8765
)
$ErrorActionPreference = "Stop"
New-Item -ItemType Directory -Force -Path $Data | Out-Null
icacls $Data /inheritance:r /grant "SYSTEM:(OI)(CI)F" "Administrators:(OI)(CI)F" "LOCAL SERVICE:(OI)(CI)M" | Out-Null
$db = "sqlite:///" + ($Data -replace "\\", "/") + "/hub.db"
$action = New-ScheduledTaskAction -Execute $Program -WorkingDirectory $Data `
  -Argument "serve --host 0.0.0.0 --port $Port --db `"$db`""
$trigger = New-ScheduledTaskTrigger -AtStartup
$settings = New-ScheduledTaskSettingsSet -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) `
  -ExecutionTimeLimit (New-TimeSpan -Seconds 0) -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
Register-ScheduledTask -TaskName "Intake hub" -Action $action -Trigger $trigger -Settings $settings `
  -User "NT AUTHORITY\LOCAL SERVICE" -Force | Out-Null
New-NetFirewallRule -DisplayName "Intake hub" -Direction Inbound -Protocol TCP -LocalPort $Port `
  -Action Allow -Profile Private,Domain -ErrorAction SilentlyContinue | Out-Null
Start-ScheduledTask -TaskName "Intake hub"
