import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@/shared/Form';
import { notify } from '@/shared/notices';
import { useProblemText } from '@/shared/useProblemText';
import { removeSelection, type Selection, selectionsQuery } from './api';
import css from './Selections.module.css';

/** Away with its history, asked about twice; the clients stay. */
export function RemoveSelection({ selection }: { selection: Selection }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const navigate = useNavigate();
    const [asked, setAsked] = useState(false);
    const removing = useMutation({
        mutationFn: () => removeSelection(selection.id),
        onSuccess: async () => {
            notify(t('selections.remove.done', { name: selection.name }));
            await navigate({ to: '/selections' });
            await client.invalidateQueries({ queryKey: selectionsQuery.queryKey });
        },
    });
    return (
        <div className={css.remove}>
            <p>
                {t(asked ? 'selections.remove.sure' : 'selections.remove.text')}{' '}
                <button type="button" className="act" onClick={() => (asked ? !removing.isPending && removing.mutate() : setAsked(true))}>
                    {t(removing.isPending ? 'selections.remove.busy' : asked ? 'selections.remove.yes' : 'selections.remove.ask')}
                </button>
            </p>
            <Refusal>{removing.isError && problemText(removing.error)}</Refusal>
        </div>
    );
}
