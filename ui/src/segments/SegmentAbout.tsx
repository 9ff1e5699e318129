import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { useFormat } from '@/shared/useFormat';
import { type Count, countQuery, type Segment } from './api';
import css from './SegmentAbout.module.css';
import { nodeText } from './speech';
import { useCatalogue } from './useCatalogue';
import { useSpeaker } from './useSpeaker';

type Props = { segment: Segment };

/** An estimate takes a tenth of a second: what a list needs. A segment's own page counts exactly. */
function useSize({ criteria }: Segment): { count: Count | undefined; failed: boolean } {
    const { data, isError } = useQuery({ ...countQuery(JSON.stringify(criteria ?? {}), true), retry: false });
    return { count: data, failed: isError };
}

/** About how many people a saved segment finds: for a column of numbers. */
export function SegmentSize({ segment }: Props) {
    const { t } = useTranslation();
    const format = useFormat();
    const { count, failed } = useSize(segment);
    if (count) return `${count.exact ? '' : '≈\u00a0'}${format.number(count.found)}`;
    return failed ? <span className={css.bad}>{t('segments.notCounted')}</span> : <Bone width={64} height={14} />;
}

/** The conditions of a saved segment as a sentence. */
export function SegmentWords({ segment }: Props) {
    return <CriteriaWords criteria={segment.criteria} />;
}

/** Conditions as a sentence. */
export function CriteriaWords({ criteria }: { criteria: Segment['criteria'] }) {
    const speaker = useSpeaker();
    const { catalogue } = useCatalogue(criteria);
    return catalogue ? nodeText(speaker, catalogue, criteria) : <Bone width={240} height={12} />;
}

/** What a saved segment is, beside its name in a short list: sentence and number of people. */
export function SegmentAbout({ segment }: Props) {
    const { t } = useTranslation();
    const { count, failed } = useSize(segment);
    return (
        <p className={css.about}>
            <span>
                <SegmentWords segment={segment} />
            </span>
            {!failed && (
                <span className="n">
                    {count ? `${count.exact ? '' : '≈\u00a0'}${t('segments.people', { count: count.found })}` : <Bone width={64} height={12} />}
                </span>
            )}
        </p>
    );
}
