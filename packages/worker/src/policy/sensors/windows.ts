import type { PersonReading, PowerReading } from '../machine.ts';
import { toolFault, type RunTool } from './run-tool.ts';

const POWERSHELL = 'powershell.exe';
const QUIET = ['-NoProfile', '-NonInteractive', '-Command'] as const;

const POWER_SCRIPT =
  'Get-CimInstance Win32_Battery | ForEach-Object { "$($_.BatteryStatus) $($_.EstimatedChargeRemaining)" }';

const IDLE_SCRIPT = `
Add-Type -Namespace Hanzo -Name Input -MemberDefinition @'
[StructLayout(LayoutKind.Sequential)] public struct LastInput { public uint size; public uint time; }
[DllImport("user32.dll")] public static extern bool GetLastInputInfo(ref LastInput info);
'@
$info = New-Object Hanzo.Input+LastInput
$info.size = 8
if ([Hanzo.Input]::GetLastInputInfo([ref]$info)) { [uint32]([Environment]::TickCount -band 0xffffffffL) - $info.time }
`;

/** Win32_Battery: status 1 is "discharging". No row: no battery. */
export async function windowsPower(run: RunTool): Promise<PowerReading> {
  try {
    const text = await run(POWERSHELL, [...QUIET, POWER_SCRIPT]);
    const [status, percent] = text.trim().split(/\s+/);
    if (status !== '1') return { kind: 'mains' };
    const charge = percent === undefined ? Number.NaN : Number(percent) / 100;
    return Number.isFinite(charge) ? { kind: 'battery', charge } : { kind: 'battery' };
  } catch (error) {
    return { kind: 'unknown', why: toolFault('PowerShell', error) };
  }
}

/** GetLastInputInfo counts ticks of a millisecond since the start of the system. */
export async function windowsPerson(run: RunTool): Promise<PersonReading> {
  try {
    const text = (await run(POWERSHELL, [...QUIET, IDLE_SCRIPT])).trim();
    if (/^\d+$/.test(text)) return { kind: 'idle', idleMs: Number(text) };
    return { kind: 'unknown', why: 'this session has no keyboard or mouse' };
  } catch (error) {
    return { kind: 'unknown', why: toolFault('PowerShell', error) };
  }
}
