import { useTranslation } from 'react-i18next';
import type { Forecast } from '@/audience';
import type { Campaign, Step } from '@/campaigns';
import { useFormat } from '@/shared/useFormat';
import { useZone } from '@/shared/useZone';
import { useSpoken } from './time';
import { capital } from './words';

/** One line for the rail on what is decided in a step; empty while nothing is. */
export function useSummary(): (step: Step, campaign: Campaign, forecast: Forecast | null) => string {
    const { t } = useTranslation();
    const format = useFormat();
    const spoken = useSpoken();
    const zone = useZone();

    const who = ({ audience, segment }: Campaign, forecast: Forecast | null) => {
        if (audience === null) return '';
        const people = forecast ? t('wizard.people', { count: forecast.recipients }) : '';
        const about = forecast && !forecast.exact ? `≈\u00a0${people}` : people;
        const from = audience.kind === 'segment' && segment ? t('wizard.ofSegment', { segment: segment.name }) : '';
        return [about, from].filter((part) => part !== '').join(', ');
    };
    const what = ({ text }: Campaign, forecast: Forecast | null) => {
        if (text.trim() === '') return '';
        const counts = forecast?.partsPerPerson.map(({ parts }) => parts) ?? [];
        if (!forecast || counts.length === 0) return shortened(text.trim());
        const least = Math.min(...counts);
        const most = Math.max(...counts);
        const parts = least === most ? t('wizard.parts', { count: most }) : t('wizard.partsRange', { least, most });
        return forecast.price === null ? parts : `${parts}, ${format.about(forecast.price)}`;
    };
    const when = ({ when, perMinute }: Campaign) => {
        const start = when.kind === 'now' ? t('wizard.when.short.now') : `${capital(spoken.moment(when.at))} ${zone.short}`;
        return perMinute === null ? start : `${start}, ${t('wizard.when.short.pace', { count: perMinute })}`;
    };
    return (step, campaign, forecast) => {
        if (step === 'who') return who(campaign, forecast);
        if (step === 'what') return what(campaign, forecast);
        // «Сразу» stands there from the beginning; it is a decision only once the step was reached.
        if (step === 'when') return campaign.step === 'when' || campaign.step === 'check' || campaign.when.kind === 'at' ? when(campaign) : '';
        return '';
    };
}

/** The beginning, up to the end of a word. */
function shortened(text: string): string {
    return text.length <= 60 ? text : `${text.slice(0, 60).replace(/\s+\S*$/u, '')}…`;
}
