import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { type Forecast, reasonsShown } from './forecast';
import { FunnelDialog } from './FunnelDialog';
import css from './Ledge.module.css';
import { useReason } from './useReason';

type Props = {
    forecast: Forecast | null;
    /** Why there are no fresh numbers, with a way to ask again. */
    failed?: unknown;
    onRetry?: () => void;
    /** What to say instead of numbers while there is nobody to count. */
    empty?: string;
    children?: ReactNode;
};

/**
 * The funnel at the foot of every step: found, left out by reason, will get it. The line on top is the funnel to scale.
 * Each number opens the list of who is left out and why.
 */
export function Ledge({ forecast, failed = null, onRetry, empty, children }: Props) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    return (
        <footer className={css.ledge}>
            {forecast ? <Neck forecast={forecast} /> : <div className={css.neck} aria-hidden="true" />}
            {forecast ? (
                <Funnel forecast={forecast} />
            ) : failed ? null : empty !== undefined ? (
                <p className={css.empty}>{empty}</p>
            ) : (
                <Waiting />
            )}
            <div role="alert" className={css.failed}>
                {failed ? (
                    <>
                        {t('audience.failed')} {problemText(failed)}{' '}
                        {onRetry && (
                            <button type="button" className="act s14" onClick={onRetry}>
                                {t('audience.again')}
                            </button>
                        )}
                    </>
                ) : null}
            </div>
            {children !== undefined && <div className={css.do}>{children}</div>}
        </footer>
    );
}

function Neck({ forecast }: { forecast: Forecast }) {
    return (
        <div className={css.neck} aria-hidden="true">
            <i style={{ flexGrow: forecast.recipients }} data-gets={forecast.recipients > 0 || undefined} />
            {reasonsShown(forecast).map(({ reason, count }) => (
                <i key={reason} style={{ flexGrow: count }} />
            ))}
        </div>
    );
}

function Funnel({ forecast }: { forecast: Forecast }) {
    const { t } = useTranslation();
    const format = useFormat();
    const reasonText = useReason();
    const [opened, setOpened] = useState<string | null>(null);
    const about = forecast.exact ? '' : '≈\u00a0';
    const steps = [
        { key: 'found', number: `${about}${format.number(forecast.found)}`, text: t('audience.found', { count: forecast.found }) },
        ...reasonsShown(forecast).map(({ reason, text, count }) => ({
            key: reason,
            number: `${about}−${format.number(count)}`,
            text: reasonText(reason, text, count),
        })),
        { key: 'recipients', number: `${about}${format.number(forecast.recipients)}`, text: t('audience.recipients', { count: forecast.recipients }) },
    ];
    return (
        <>
            <ol className={css.funnel} aria-label={t('audience.funnel')} aria-busy={!forecast.exact}>
                {steps.map(({ key, number, text }) => (
                    <li key={key} data-step={key === 'found' || key === 'recipients' ? key : 'reason'}>
                        <button type="button" aria-haspopup="dialog" onClick={() => setOpened(key)}>
                            <b>{number}</b> <span>{text}</span>
                        </button>
                    </li>
                ))}
            </ol>
            <FunnelDialog forecast={forecast} opened={opened} onClose={() => setOpened(null)} />
        </>
    );
}

function Waiting() {
    const { t } = useTranslation();
    return (
        <div>
            <p className="sr" role="status">
                {t('audience.counting')}
            </p>
            <ol className={css.funnel} aria-hidden="true">
                {[78, 64, 64, 152].map((width, index) => (
                    <li key={width + index * 1000} data-step={index === 0 ? 'found' : index === 3 ? 'recipients' : 'reason'}>
                        <b>
                            <Bone width={width} height={index === 3 ? 30 : 18} />
                        </b>
                        <span>
                            <Bone width={56} height={12} />
                        </span>
                    </li>
                ))}
            </ol>
        </div>
    );
}
