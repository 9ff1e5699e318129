import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Buttons, Refusal } from '@/shared/Form';
import { notify } from '@/shared/notices';
import { useProblemText } from '@/shared/useProblemText';
import { type ClientList, removeList } from './api';
import { useChanged } from './useChanged';

/** Away with the list, not with its people; while conditions name it, the server says which. */
export function Remove({ list, onClose }: { list: ClientList; onClose: () => void }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const changed = useChanged();
    const removing = useMutation({
        mutationFn: () => removeList(list.id),
        onSuccess: async () => {
            await changed();
            notify(t('lists.remove.done', { name: list.name }));
            onClose();
        },
    });
    return (
        <>
            <p>{t('lists.remove.sure', { name: list.name })}</p>
            <Refusal>{removing.isError && problemText(removing.error)}</Refusal>
            <Buttons atEnd>
                <Button data-autofocus onClick={onClose}>
                    {t('lists.remove.keep')}
                </Button>
                <Button
                    variant="final"
                    aria-disabled={removing.isPending}
                    onClick={() => {
                        if (!removing.isPending) removing.mutate();
                    }}
                >
                    {t(removing.isPending ? 'lists.busy' : 'lists.remove.do')}
                </Button>
            </Buttons>
        </>
    );
}
