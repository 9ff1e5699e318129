import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { useProblemText } from '@/shared/useProblemText';
import { fieldsQuery } from './api';
import { asCriteria } from './criteria';
import { Sentence, type SentenceProps } from './Sentence';
import css from './Sentence.module.css';
import { useSpeaker } from './useSpeaker';

type SentenceEditorProps = Omit<SentenceProps, 'criteria' | 'fields'> & {
    /** A tree as the server keeps it; null and `{}` are everyone. */
    criteria: unknown;
};

/** The segment as a sentence: each condition is a line with the number of people left after it. */
export function SentenceEditor({ criteria, ...props }: SentenceEditorProps) {
    const { t } = useTranslation();
    const { language } = useSpeaker();
    const problemText = useProblemText();
    const fields = useQuery(fieldsQuery(language));
    if (fields.isError && !fields.data) {
        return (
            <p role="alert" className={css.failed}>
                {t('segments.fieldsFailed')} {problemText(fields.error)}{' '}
                <button type="button" className="act" onClick={() => void fields.refetch()}>
                    {t('again')}
                </button>
            </p>
        );
    }
    if (!fields.data) return <Waiting />;
    return <Sentence fields={fields.data} criteria={asCriteria(criteria)} {...props} />;
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
