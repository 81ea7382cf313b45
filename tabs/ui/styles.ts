// The few styles that must win over Fluent's own, or that several pieces share; all else is plain CSS on Fluent's tokens.
import { makeStyles, tokens } from '@fluentui/react-components';

export const explainStyle = makeStyles({
  root: { display: 'flex', gap: '12px', alignItems: 'flex-start', borderLeftWidth: '4px', borderLeftColor: tokens.colorStatusDangerBorder2 },
  icon: { color: tokens.colorStatusDangerForeground1, flexShrink: 0, marginTop: '3px' },
  details: { marginTop: '12px', color: tokens.colorNeutralForeground2, fontSize: '12px', '& > summary': { cursor: 'pointer', minHeight: '24px', width: 'fit-content' } },
});
