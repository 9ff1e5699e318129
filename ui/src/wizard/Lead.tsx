import { Trans, useTranslation } from 'react-i18next';
import type { Forecast } from '@/audience';
import type { Campaign } from '@/campaigns';
import { useFormat } from '@/shared/useFormat';
import { useNow } from '@/shared/useNow';
import { useZone } from '@/shared/useZone';
import type { Check } from './api';
import { useSpoken } from './time';
import { capital } from './words';
import css from './Wizard.module.css';

/** «Сегодня в 15:00 начнём отправку 13 105 людям и закончим около 16:50. Спишется ≈ 53 700 ₽.» */
export function Lead({ check, forecast, campaign }: { check: Check; forecast: Forecast; campaign: Campaign }) {
    const { t } = useTranslation();
    const format = useFormat();
    const spoken = useSpoken();
    const zone = useZone();
    const at = campaign.when.kind === 'at' ? campaign.when.at : null;
    const now = useNow(30_000);
    const from = check.startsAt ?? at ?? now;
    // What begins when the button is pressed ends later with every moment that it is not.
    const finish = at === null && check.finishAt && check.startsAt ? later(check.finishAt, Math.max(0, now - Date.parse(check.startsAt) + check.holdSeconds * 1_000)) : check.finishAt;
    const values = {
        start: at === null ? '' : capital(spoken.day(at)),
        clock: at === null ? '' : spoken.clock(at),
        zone: zone.short,
        finish: finish ? spoken.until(finish, from) : '',
        price: forecast.price === null ? '' : format.about(forecast.price),
    };
    const bold = { b: <b className="n" /> };
    if (forecast.recipients === 0) return <p className={css.lead}>{t('wizard.check.lead.nobody')}</p>;
    return (
        <p className={css.lead}>
            <Trans
                t={t}
                i18nKey={at === null ? 'wizard.check.lead.now' : 'wizard.check.lead.at'}
                count={forecast.recipients}
                values={values}
                components={bold}
            />
            {check.finishAt && (
                <>
                    {' '}
                    <Trans t={t} i18nKey="wizard.check.lead.finish" values={values} components={bold} />
                </>
            )}
            .
            {forecast.price !== null && (
                <>
                    {' '}
                    <Trans t={t} i18nKey="wizard.check.lead.price" values={values} components={bold} />
                </>
            )}
        </p>
    );
}

const later = (iso: string, milliseconds: number) => new Date(Date.parse(iso) + milliseconds).toISOString();
