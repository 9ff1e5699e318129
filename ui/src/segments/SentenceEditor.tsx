import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { useProblemText } from '@/shared/useProblemText';
import { asCriteria } from './criteria';
import { Sentence, type SentenceProps } from './Sentence';
import css from './Sentence.module.css';
import { useCatalogue } from './useCatalogue';

type SentenceEditorProps = Omit<SentenceProps, 'criteria' | 'catalogue' | 'eventsFailed' | 'retryEvents'> & {
    /** A tree as the server keeps it; null and `{}` are everyone. */
    criteria: unknown;
};

/** The segment as a sentence: each condition is a line with the number of people left after it. */
export function SentenceEditor({ criteria, ...props }: SentenceEditorProps) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const tree = useMemo(() => asCriteria(criteria), [criteria]);
    const { catalogue, failed, retry, ...events } = useCatalogue(tree);
    if (failed) {
        return (
            <p role="alert" className={css.failed}>
                {t('segments.fieldsFailed')} {problemText(failed)}{' '}
                <button type="button" className="act" onClick={retry}>
                    {t('again')}
                </button>
            </p>
        );
    }
    if (!catalogue) return <Waiting />;
    return <Sentence catalogue={catalogue} criteria={tree} {...events} {...props} />;
}

function Waiting() {
    const { t } = useTranslation();
    return (
        <div className={css.sentence} aria-busy="true">
            <p className="sr" role="status">
                {t('loading')}
            </p>
            {[420, 360].map((width) => (
                <div key={width} className={css.line} aria-hidden="true">
                    <div className={css.row}>
                        <p className={css.said}>
                            <Bone width={width} height={22} />
                        </p>
                        <Bone width={72} height={16} />
                    </div>
                </div>
            ))}
        </div>
    );
}
