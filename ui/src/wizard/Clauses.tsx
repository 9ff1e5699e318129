import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Forecast, FunnelDialog, useReason } from '@/audience';
import { CriteriaWords } from '@/segments';
import { useFormat } from '@/shared/useFormat';
import { useNow } from '@/shared/useNow';
import type { Check } from './api';
import { useSpoken } from './time';
import { OfRun } from './WhoStep';
import type { Campaign } from '@/campaigns';
import css from './Wizard.module.css';

/** Hours at which people do not want to be written to. */
const NIGHT_FROM = 21;
const NIGHT_TO = 9;

/** How a clock is called at which people do not want to be written to; null at other hours. */
export function unwelcome(clock: { hour: number } | null): 'evening' | 'night' | 'morning' | null {
    if (clock === null || (clock.hour >= NIGHT_TO && clock.hour < NIGHT_FROM)) return null;
    if (clock.hour >= 23 || clock.hour < 6) return 'night';
    return clock.hour < NIGHT_TO ? 'morning' : 'evening';
}

/** To whom, when and for how much, each as a small ledger. Without `onList` it is only to read. */
export function Clauses({ check, forecast, campaign, onList }: { check: Check; forecast: Forecast; campaign: Campaign; onList?: (list: Campaign['list']) => void }) {
    return (
        <>
            <Who forecast={forecast} campaign={campaign} onList={onList} />
            <When check={check} forecast={forecast} campaign={campaign} />
            <Cost forecast={forecast} text={campaign.text} />
        </>
    );
}

function Clause({ title, children }: { title: string; children: ReactNode }) {
    return (
        <section className={css.clause}>
            <h2>{title}</h2>
            <div>{children}</div>
        </section>
    );
}

function Who({ forecast, campaign, onList }: { forecast: Forecast; campaign: Campaign; onList: ((list: Campaign['list']) => void) | undefined }) {
    const { t } = useTranslation();
    const format = useFormat();
    const reasonText = useReason();
    const [opened, setOpened] = useState<string | null>(null);
    const { list } = campaign;
    const reasons = forecast.suppressed.filter(({ count }) => count > 0).toSorted((one, other) => other.count - one.count);
    const left = reasons.reduce((sum, { count }) => sum + count, 0);
    return (
        <Clause title={t('wizard.step.who')}>
            {/* Whoever only reads has the sentence above. */}
            {onList && <Meant campaign={campaign} />}
            <p>
                {t(`wizard.check.list.${list}`)}{' '}
                {onList && (
                    <button type="button" className="act" onClick={() => onList(list === 'frozen' ? 'live' : 'frozen')}>
                        {t(`wizard.check.list.${list}Change`)}
                    </button>
                )}
            </p>
            <p className={css.out}>
                {left === 0 ? (
                    t('wizard.check.all')
                ) : (
                    <>
                        {t('wizard.check.out', { count: left })}{' '}
                        {reasons.map(({ reason, text, count }, index) => (
                            <span key={reason}>
                                <button type="button" aria-haspopup="dialog" onClick={() => setOpened(reason)}>
                                    <span className="n">{format.number(count)}</span> {reasonText(reason, text, count)}
                                </button>
                                {index === reasons.length - 1 ? '.' : ', '}
                            </span>
                        ))}
                    </>
                )}
            </p>
            <FunnelDialog forecast={forecast} opened={opened} onClose={() => setOpened(null)} />
        </Clause>
    );
}

/** Who is meant: the last look before the button. */
function Meant({ campaign: { audience, segment } }: { campaign: Campaign }) {
    const { t } = useTranslation();
    if (audience?.kind === 'run') return <OfRun audience={audience} />;
    if (audience?.kind === 'segment' && segment) return <p>{t('wizard.check.ofSegment', { name: segment.name })}</p>;
    return (
        audience?.kind === 'criteria' && (
            <p className={css.meant}>
                <CriteriaWords criteria={audience.criteria} />.
            </p>
        )
    );
}

function When({ check, forecast, campaign }: { check: Check; forecast: Forecast; campaign: Campaign }) {
    const { t } = useTranslation();
    const format = useFormat();
    const spoken = useSpoken();
    const { when, perMinute } = campaign;
    const now = useNow(30_000);
    const start = when.kind === 'at' ? when.at : (check.startsAt ?? now);
    const { byZone } = forecast;
    return (
        <Clause title={t('wizard.step.when')}>
            {byZone.length === 0 ? (
                <p>{when.kind === 'now' ? t('wizard.when.now') : spoken.moment(when.at)}</p>
            ) : (
                <table className="ledger" aria-label={t('wizard.check.zones.title')}>
                    <thead>
                        <tr>
                            <th scope="col">{t('wizard.check.zones.place')}</th>
                            <th scope="col" className="r">
                                {t('wizard.check.zones.people')}
                            </th>
                            <th scope="col" className="r">
                                {t('wizard.check.zones.there')}
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {byZone.map((zone) => {
                            const from = spoken.clockIn(start, zone.zone);
                            const to = check.finishAt ? spoken.clockIn(check.finishAt, zone.zone) : null;
                            const late = unwelcome(from) ?? (unwelcome(to) ? 'late' : null);
                            return (
                                <tr key={zone.zone}>
                                    <td>{zone.title}</td>
                                    <td className="r n">{format.number(zone.people)}</td>
                                    <td className={`r ${late ? css.night : ''}`}>
                                        {late && `${t(`wizard.check.zones.${late}`)} `}
                                        <span className="n">{from && to && from.text !== to.text ? `${from.text}–${to.text}` : (from?.text ?? zone.localTime)}</span>
                                    </td>
                                </tr>
                            );
                        })}
                    </tbody>
                </table>
            )}
            {perMinute !== null && <p className={css.out}>{t('wizard.check.pace', { count: perMinute })}</p>}
        </Clause>
    );
}

function Cost({ forecast, text }: { forecast: Forecast; text: string }) {
    const { t } = useTranslation();
    const format = useFormat();
    const { byConnection } = forecast;
    const unit = format.sums(byConnection.map(({ unitPrice }) => unitPrice));
    const money = format.sums(byConnection.map(({ sum }) => sum));
    return (
        <Clause title={t('wizard.check.cost.title')}>
            {byConnection.length === 0 ? (
                <p className="muted">{t(text.trim() === '' ? 'wizard.check.cost.unknown' : 'wizard.check.cost.counting')}</p>
            ) : (
                <table className="ledger" aria-label={t('wizard.check.cost.title')}>
                    <thead>
                        <tr>
                            <th scope="col">{t('wizard.check.cost.operator')}</th>
                            <th scope="col" className="r">
                                {t('wizard.check.cost.people')}
                            </th>
                            <th scope="col" className={`r ${css.wide}`}>
                                {t('wizard.check.cost.parts')}
                            </th>
                            <th scope="col" className={`r ${css.wide}`}>
                                {t('wizard.check.cost.unit')}
                            </th>
                            <th scope="col" className="r">
                                {t('wizard.check.cost.sum')}
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {byConnection.map((one) => (
                            <tr key={one.id}>
                                <td>{one.name}</td>
                                <td className="r n">{format.number(one.people)}</td>
                                <td className={`r n ${css.wide}`}>{format.number(one.parts)}</td>
                                <td className={`r n ${css.wide}`}>{unit(one.unitPrice)}</td>
                                <td className="r n">{money(one.sum)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            )}
        </Clause>
    );
}
