import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MarkHead } from '@/shared/Mark';
import { useFormat } from '@/shared/useFormat';
import css from './Plume.module.css';
import { done, type Feather, feathers, type RunProgress, sent } from './progress';

const SEGMENTS = ['delivered', 'accepted', 'uncertain', 'error', 'skipped'] as const;

/** The tail as a progress bar: one feather an operator, thickness its share, length how far it has come. */
export function Plume({ run }: { run: RunProgress }) {
    const { t } = useTranslation();
    const format = useFormat();
    const fan = feathers(run);
    const share = done(run);
    const text = t('run.tail.value', { sent: format.number(sent(run)), total: format.number(run.recipients), share: format.percent(share) });
    return (
        <>
            <div
                className={css.plume}
                role="progressbar"
                aria-label={t('run.tail.label')}
                aria-valuemin={0}
                aria-valuemax={100}
                aria-valuenow={Math.floor(share * 100)}
                aria-valuetext={text}
            >
                <MarkHead className={css.bird} />
                <ol aria-hidden="true">
                    {fan.length === 0 && (
                        <li style={{ '--h': '36px' } as CSSProperties}>
                            <div className={css.lane} />
                        </li>
                    )}
                    {fan.map((feather) => (
                        <Lane key={feather.id} feather={feather} percent={format.percent(feather.length)} />
                    ))}
                </ol>
            </div>
            <Announcement share={share} text={text} />
        </>
    );
}

function Lane({ feather, percent }: { feather: Feather; percent: string }) {
    return (
        <li style={{ '--h': `${feather.thickness}px` } as CSSProperties} data-grown={feather.length > 0 || undefined}>
            <div className={css.lane}>
                <div className={css.grown} style={{ width: `${(SEGMENTS.reduce((sum, segment) => sum + feather[segment], 0) * 100).toFixed(3)}%` }}>
                    {SEGMENTS.map((segment) => (
                        <i key={segment} data-kind={segment} style={{ flexGrow: feather[segment] * 1000 }} />
                    ))}
                </div>
            </div>
            <span>
                <span className={css.name} title={feather.name}>
                    {feather.name}
                </span>{' '}
                <b className="n">{percent}</b>
            </span>
        </li>
    );
}

/** Speaks up at each tenth of the way, not at each number. */
function Announcement({ share, text }: { share: number; text: string }) {
    const tenth = Math.floor(share * 10 + 1e-9);
    const heard = useRef(tenth);
    const [said, setSaid] = useState('');
    useEffect(() => {
        if (tenth === heard.current) return;
        heard.current = tenth;
        setSaid(text);
    }, [tenth, text]);
    return (
        <div className="sr" aria-live="polite">
            {said}
        </div>
    );
}
