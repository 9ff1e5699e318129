import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import type { FieldProblem } from '@/shared/api';
import { useProblemText } from '@/shared/useProblemText';
import { fieldsQuery } from './api';
import { asCriteria, type Criteria } from './criteria';
import { Sentence } from './Sentence';
import css from './Sentence.module.css';
import { useSpeaker } from './useSpeaker';

export type SentenceProps = {
    /** A tree as the server keeps it; null and `{}` are everyone. */
    criteria: unknown;
    onChange: (criteria: Criteria) => void;
    /** What the server found wrong when it was last asked to keep the tree; pointers begin with `/criteria`. */
    problems?: readonly FieldProblem[];
    /** Only to read. */
    fixed?: boolean;
    /** The keyboard starts at «Добавить условие». */
    autoFocus?: boolean;
};

/** The segment as a sentence: each condition is a line with the number of people left after it. */
export function SentenceEditor({ criteria, ...props }: SentenceProps) {
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
