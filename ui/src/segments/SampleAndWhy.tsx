import type { MessageClass } from '@/audience';
import { asCriteria } from './criteria';
import { Sample } from './Sample';
import css from './SampleAndWhy.module.css';
import { Why } from './Why';

/** Below the sentence: five people it finds, and whether it finds somebody one knows. */
export function SampleAndWhy({ criteria, messageClass }: { criteria: unknown; messageClass: MessageClass | null }) {
    const tree = asCriteria(criteria);
    return (
        <div className={css.pair}>
            <Sample asked={JSON.stringify(tree)} />
            <Why criteria={tree} messageClass={messageClass} />
        </div>
    );
}
