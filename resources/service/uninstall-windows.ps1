# Takes the program off this PC, unless work would go with it; the data stay. See docs/backup.md.
# Run it as the account that works here:
#   powershell -ExecutionPolicy Bypass -File uninstall-windows.ps1 -Program FOLDER [-Exported FILE]
param(
  [string]$Program = "$env:ProgramFiles\Intake",
  [string]$Exported = ""
)
$ErrorActionPreference = "Stop"
$desk = Join-Path $Program "intake-app.exe"
if (-not (Test-Path $desk)) { throw "no intake-app.exe in $Program" }
# What was built has its parts below _internal; another folder would go with all that is in it.
if (-not (Test-Path (Join-Path $Program "_internal"))) { throw "$Program holds more than the program" }
$question = @("reset", "--check")
if ($Exported) { $question += @("--exported", $Exported) }
& $desk @question
if ($LASTEXITCODE -ne 0) {
  Write-Warning "Nothing was removed. Carry it: intake-app export-pending FILE, then again with -Exported FILE"
  exit 1
}
Remove-Item -Recurse -Force $Program
