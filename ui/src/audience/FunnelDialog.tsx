import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/shared/Dialog';
import { useFormat } from '@/shared/useFormat';
import { type Forecast, isKnown } from './forecast';
import css from './Ledge.module.css';
import { useReason } from './useReason';

/** The whole list behind the funnel: each reason with its people and what can be done about it. `opened` is the number that was pressed. */
export function FunnelDialog({ forecast, opened, onClose }: { forecast: Forecast; opened: string | null; onClose: () => void }) {
    const { t } = useTranslation();
    const format = useFormat();
    const reasonText = useReason();
    const about = (value: number, sign = '') => `${forecast.exact ? '' : '≈\u00a0'}${sign}${format.number(value)}`;
    const reasons = forecast.suppressed.filter(({ count }) => count > 0).toSorted((one, other) => other.count - one.count);
    const shown = (reason: string) => opened === reason || (opened === 'other' && !reasons.slice(0, 3).some((one) => one.reason === reason));
    return (
        <Dialog opened={opened !== null} onClose={onClose} width={600} title={t('audience.list.title')}>
            <table className={`ledger ${css.rows}`}>
                <caption className="sr">{t('audience.list.title')}</caption>
                <tbody>
                    <tr data-on={opened === 'found' || undefined}>
                        <td>{t('audience.list.found')}</td>
                        <td className="r n">{about(forecast.found)}</td>
                    </tr>
                    {reasons.map(({ reason, text, count }) => (
                        <tr key={reason} data-on={shown(reason) || undefined}>
                            <td>
                                {reasonText(reason, text, count)}
                                {isKnown(reason) && reason !== 'other' && <small>{t(`audience.meaning.${reason}`)}</small>}
                            </td>
                            <td className="r n">{about(count, '−')}</td>
                        </tr>
                    ))}
                    <tr data-sum data-on={opened === 'recipients' || undefined}>
                        <td>{t('audience.list.recipients')}</td>
                        <td className="r n">{about(forecast.recipients)}</td>
                    </tr>
                </tbody>
            </table>
            {forecast.byZone.length > 0 && (
                <section className={css.zones} aria-labelledby="funnel-zones">
                    <h2 id="funnel-zones">{t('audience.list.zones')}</h2>
                    <table className="ledger" aria-labelledby="funnel-zones">
                        <tbody>
                            {forecast.byZone.map((zone) => (
                                <tr key={zone.zone}>
                                    <td>{zone.title}</td>
                                    <td className="n muted">{t('audience.list.there', { time: zone.localTime })}</td>
                                    <td className="r n">{about(zone.people)}</td>
                                </tr>
                            ))}
                        </tbody>
                    </table>
                </section>
            )}
            <div className={css.buttons}>
                <Button data-autofocus onClick={onClose}>
                    {t('audience.list.close')}
                </Button>
            </div>
        </Dialog>
    );
}
