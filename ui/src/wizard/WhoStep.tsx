import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Audience } from '@/audience';
import { runQuery } from '@/runs';
import { Bone } from '@/shared/Bone';
import { useProblemText } from '@/shared/useProblemText';
import { type SavedSegment, segmentQuery, segmentsQuery } from './api';
import { Ready } from './Ready';
import { SegmentAbout, SampleAndWhy, SaveSegment, SegmentPicker, SentenceEditor } from '@/segments';
import type { DraftInHand } from './useDraft';
import css from './Wizard.module.css';

/** «Кому»: the sentence, a saved segment, or those of an earlier campaign. A picked segment needs no more words: `onPicked` goes on. */
export function WhoStep({ draft, onPicked }: { draft: DraftInHand; onPicked: () => void }) {
    const { t } = useTranslation();
    const { audience, segment } = draft.campaign;
    const pick = ({ id, name }: SavedSegment) => {
        draft.change({ audience: { kind: 'segment', segmentId: id }, segment: { id, name } });
        onPicked();
    };
    if (audience?.kind === 'run') {
        return (
            <>
                <h1>{t('wizard.who.title')}</h1>
                <OfRun audience={audience} onOthers={() => draft.change({ audience: null, segment: null })} />
            </>
        );
    }
    return (
        <>
            <header className={css.bar}>
                <h1>{t('wizard.who.title')}</h1>
                <div className={css.acts}>
                    <SegmentPicker onPick={pick} />
                    {audience?.kind === 'criteria' && <SaveSegment criteria={audience.criteria} />}
                </div>
            </header>
            {audience?.kind === 'segment' && segment && <p className={css.of}>{t('wizard.who.segment', { name: segment.name })}</p>}
            <Sentence draft={draft} />
            {audience === null && <ReadySegments onPick={pick} onEveryone={() => draft.change({ audience: { kind: 'criteria', criteria: {} } })} />}
        </>
    );
}

function Sentence({ draft }: { draft: DraftInHand }) {
    const problemText = useProblemText();
    const { audience, messageClass } = draft.campaign;
    const segmentId = audience?.kind === 'segment' ? audience.segmentId : null;
    const segment = useQuery({ ...segmentQuery(segmentId ?? ''), enabled: segmentId !== null });
    if (segmentId !== null && segment.isPending) {
        return (
            <p className={css.lead} aria-hidden="true">
                <Bone width={420} height={22} />
            </p>
        );
    }
    if (segmentId !== null && segment.isError) {
        return (
            <p role="alert" className={css.refusal}>
                {problemText(segment.error)}
            </p>
        );
    }
    const criteria = audience?.kind === 'criteria' ? audience.criteria : segmentId === null ? {} : segment.data?.criteria;
    return (
        <>
            <SentenceEditor criteria={criteria} onChange={(next) => draft.change({ audience: { kind: 'criteria', criteria: next }, segment: null })} />
            {audience !== null && <SampleAndWhy criteria={criteria} messageClass={messageClass} />}
        </>
    );
}

const about = (segment: SavedSegment) => <SegmentAbout segment={segment} />;

/** The quickest way: what was saved before, one press away. */
function ReadySegments({ onPick, onEveryone }: { onPick: (segment: SavedSegment) => void; onEveryone: () => void }) {
    const { t } = useTranslation();
    const segments = useQuery(segmentsQuery);
    return (
        <Ready title={t('wizard.who.ready')} items={segments.data} onPick={onPick} about={about}>
            <button type="button" className="act" onClick={onEveryone}>
                {t('wizard.who.everyone')}
            </button>
        </Ready>
    );
}

/** Those of an earlier campaign, in words; without `onOthers` only to read. */
export function OfRun({ audience, onOthers }: { audience: Extract<Audience, { kind: 'run' }>; onOthers?: () => void }) {
    const { t } = useTranslation();
    const run = useQuery(runQuery(audience.runId));
    const states = audience.states.map((state) => t(`wizard.who.state.${state}`)).join(t('wizard.who.or'));
    return (
        <>
            <p className={onOthers ? css.lead : undefined}>{t('wizard.who.ofRun', { name: run.data?.campaignName ?? '…', states })}</p>
            {onOthers && (
                <button type="button" className={`act ${css.others}`} data-others onClick={onOthers}>
                    {t('wizard.who.others')}
                </button>
            )}
        </>
    );
}
