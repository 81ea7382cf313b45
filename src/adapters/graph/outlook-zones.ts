// Names of time zones as Outlook documents them. It takes most IANA names too, yet not all are documented (America/Toronto is not):
// where Windows has a zone with the same rules, its name is sent. CLDR, windowsZones.

const WINDOWS: Readonly<Record<string, string>> = {
  'America/Toronto': 'Eastern Standard Time',
  'America/Montreal': 'Eastern Standard Time',
  'America/New_York': 'Eastern Standard Time',
  'America/Iqaluit': 'Eastern Standard Time',
  'America/Halifax': 'Atlantic Standard Time',
  'America/Moncton': 'Atlantic Standard Time',
  'America/Goose_Bay': 'Atlantic Standard Time',
  // Atlantic time all year.
  'America/Blanc-Sablon': 'SA Western Standard Time',
  'America/Puerto_Rico': 'SA Western Standard Time',
  'America/St_Johns': 'Newfoundland Standard Time',
  'America/Winnipeg': 'Central Standard Time',
  'America/Regina': 'Canada Central Standard Time',
  'America/Edmonton': 'Mountain Standard Time',
  'America/Vancouver': 'Pacific Standard Time',
  'America/Whitehorse': 'Yukon Standard Time',
  'Europe/Paris': 'Romance Standard Time',
  'Europe/London': 'GMT Standard Time',
  UTC: 'UTC',
};

export const outlookZone = (iana: string): string => WINDOWS[iana] ?? iana;
